import { expect, test } from "vitest";
import { signUp } from "./steps/doors.ts";
import { company } from "./steps/places.ts";
import { aJourney } from "./support/journey.ts";

/** Kilobytes of scripts, as they come over the wire, that the first visit to the list of deals may load. */
const DEALS_LIST_KB = 262;

const { arrives } = aJourney();

test("the list of deals opens with few scripts and asks nothing twice", async () => {
  const person = await arrives("en");
  const owner = { company: "Small Budget", name: "Bea Budget", email: "bea@budget.example.com", currency: "EUR" };
  await signUp(person, { ...owner, password: "correct horse battery" });
  const address = `${company(person)}/deals`;

  // Nothing kept from the pages before: what a first visit loads.
  const visitor = await arrives("en");
  await visitor.context.addCookies(await person.context.cookies());
  const scripts: { url: string; bytes: number }[] = [];
  const asked: string[] = [];
  visitor.page.on("requestfinished", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) asked.push(request.url());
    if (request.resourceType() !== "script") return;
    void request.sizes().then(({ responseBodySize }) => scripts.push({ url: pathname, bytes: responseBodySize }));
  });
  await visitor.open(address);
  await visitor.page.getByText(visitor.t("deals.empty.title")).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  const kilobytes = Math.round(scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1024);
  console.log(`The list of deals loads ${scripts.length} scripts, ${kilobytes} KB`);
  expect(kilobytes).toBeLessThan(DEALS_LIST_KB);
  // What was asked before the scripts were there is not asked again.
  expect(asked.filter((url) => url.includes("/deals?"))).toHaveLength(1);
  expect(new Set(asked).size).toBe(asked.length);
});
