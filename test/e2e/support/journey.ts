import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Language } from "#shared/caller.ts";
import { startBrowser } from "./browser.ts";
import { pictureOf } from "./look.ts";
import { aPerson, type Person } from "./person.ts";

/**
 * Makes a file of tests a journey: each test begins where the one before it ended, so after a failure the rest is
 * skipped, and pictures of what everybody had before him are kept. Errors on any page fail the test they came up in.
 */
export function aJourney(): { arrives: (language: Language) => Promise<Person> } {
  const people: Person[] = [];
  let browser: Browser;
  let broken = false;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(({ skip }) => skip(broken, "An earlier part of the journey failed"));
  afterEach(async ({ task }) => {
    const troubles = people.flatMap((person) => person.troubles());
    broken ||= task.result?.state === "fail" || troubles.length > 0;
    if (broken) await Promise.all(people.map((person, index) => pictureOf(person, `broken-${index}`)));
    expect(troubles).toEqual([]);
  });
  return {
    async arrives(language) {
      const person = await aPerson(browser, language);
      people.push(person);
      return person;
    },
  };
}
