import { expect, test } from "vitest";
import { earlyScript } from "../../web/lib/early.server.ts";

const company = "co_23456789ab";
const asked = (address: string) => [...earlyScript(address).matchAll(/"(\/api\/v1[^"]*)"/g)].map(([, url]) => url);

test("a page of a company asks its frame early, and its list only where the address adds no question", () => {
  const frame = ["/api/v1/me", "/api/v1/company"];
  expect(asked(`/${company}/settings`)).toEqual(frame);
  expect(asked(`/${company}/deals`).some((url) => url?.startsWith("/api/v1/deals?"))).toBe(true);
  expect(asked(`/${company}/deals?find=wind`)).toEqual(frame);
});

test("no address breaks the page or gets into its script", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty", "</script>", '"-alert(1)-"']) {
    expect(asked(`/${company}/${name}`), name).toEqual(["/api/v1/me", "/api/v1/company"]);
    expect(earlyScript(`/${company}/${name}?${name}`)).not.toContain(name);
    expect(earlyScript(`/${name}`)).toBe("");
  }
});
