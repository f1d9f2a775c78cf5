import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAmount } from "#shared/money.ts";
import { decimalOf } from "../../web/lib/decimal.ts";
import { languageFor } from "../../web/lib/language.ts";
import { moved } from "../../web/lib/lists.ts";
import { currencyOfZone } from "../../web/lib/places.ts";
import { backIn } from "../../web/lib/session.ts";
import { curlOf, exampleOf } from "../../web/features/openapi/description.ts";

describe("what pages compute", () => {
  it("writes every amount so that it reads back as the same one", () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), fc.constantFrom("RUB", "JPY", "KWD"), (minor, currency) => {
        expect(parseAmount(decimalOf(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it("takes the language of the cookie, else the first one wanted that it speaks", () => {
    expect(languageFor("en", "ru")).toBe("en");
    expect(languageFor(undefined, "de, ru;q=0.5, en;q=0.4")).toBe("ru");
    expect(languageFor("xx", "en-GB,ru;q=0.9")).toBe("en");
    expect(languageFor(undefined, null)).toBe("en");
  });

  it("leads back to pages of its own alone", () => {
    const origin = "https://crm.example";
    expect(backIn("?back=%2Fco_2222222222%2Fdeals%3Fsort%3Dname", origin)).toBe("/co_2222222222/deals?sort=name");
    for (const elsewhere of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "http://[",
    ]) {
      expect(backIn(`?back=${encodeURIComponent(elsewhere)}`, origin), elsewhere).toBe("/");
    }
    for (const twisted of ["/.//evil.example/x", "/a/..//evil.example"]) {
      const way = backIn(`?back=${encodeURIComponent(twisted)}`, origin);
      expect(new URL(way, origin).origin, twisted).toBe(origin);
    }
    expect(backIn("", origin)).toBe("/");
  });

  it("moves a member of a list by one and loses none", () => {
    expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
  });

  it("guesses the currency of a time zone", () => {
    expect([currencyOfZone("Europe/Moscow"), currencyOfZone("Europe/Madrid"), currencyOfZone("America/Lima")]).toEqual([
      "RUB",
      "EUR",
      "USD",
    ]);
  });

  it("shows a command of an operation with an example that has what is required", () => {
    const schema = {
      type: "object",
      properties: { name: { type: "string" }, kind: { enum: ["a", "b"] }, note: { type: "string" } },
      required: ["name", "kind"],
    };
    expect(exampleOf(schema)).toEqual({ name: "...", kind: "a" });
    const operation = {
      operationId: "x.add",
      tags: ["x"],
      summary: "Add",
      requestBody: { content: { "application/json": { schema } } },
      responses: {},
    };
    expect(curlOf({ method: "POST", path: "/x", operation }, "https://crm.example/api/v1")).toBe(
      "curl -X POST 'https://crm.example/api/v1/x' \\\n  -H 'Authorization: Bearer <key>' \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"name\":\"...\",\"kind\":\"a\"}'",
    );
  });
});
