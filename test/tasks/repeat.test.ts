import fc from "fast-check";
import { expect, test } from "vitest";
import { nextOccurrence } from "#shared/recurrence/occurrences.ts";
import { Recurrence } from "#shared/recurrence/schema.ts";
import { dayAfter } from "#shared/wall.ts";
import {
  followed,
  never,
  repeatKinds,
  repeatOf,
  ruleOf,
  weekdayOf,
  weekdays,
} from "../../web/features/tasks/repeat.ts";

const day = fc.integer({ min: 0, max: 4000 }).map((away) => dayAfter("2026-01-01", away));
const choice = fc.record({
  kind: fc.constantFrom(...repeatKinds.filter((kind) => kind !== "custom" && kind !== "never")),
  every: fc.integer({ min: 1, max: 12 }).map(String),
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { maxLength: 7 }),
  end: fc.constantFrom("open" as const, "until" as const, "count" as const),
  until: day,
  count: fc.integer({ min: 1, max: 30 }).map(String),
  custom: fc.constant(""),
});

test("every choice is a rule the API takes, and reads back as the same rule", () => {
  fc.assert(
    fc.property(choice, day, (repeat, on) => {
      const rule = ruleOf(repeat, on)!;
      expect(Recurrence.safeParse(rule).data).toBe(rule);
      const back = repeatOf(rule);
      expect(back.kind === "custom").toBe(false);
      expect(ruleOf(back, on)).toBe(rule);
    }),
  );
});

test("a choice that hangs on the day of the task comes on that day first", async () => {
  await fc.assert(
    fc.asyncProperty(choice, day, async (chosen, on) => {
      const repeat = { ...chosen, days: [], end: "open" as const };
      if (repeat.kind === "workdays") return;
      expect(await nextOccurrence(ruleOf(repeat, on)!, `${on}T10:00`, `${on}T09:59`)).toBe(`${on}T10:00`);
    }),
    { numRuns: 60 },
  );
});

test("what no name fits stays as it was written", () => {
  for (const rule of [
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
  ])
    expect(ruleOf(repeatOf(rule), "2027-03-01")).toBe(rule);
  expect(ruleOf(repeatOf(undefined), "2027-03-01")).toBeUndefined();
});

test("a weekly rule of one day goes along to another weekday; one of several days stays", () => {
  const weekly = { ...never, kind: "weekly" as const, days: ["MO"] };
  expect(followed(weekly, "2027-03-01", "2027-03-03").days).toEqual([weekdayOf("2027-03-03")]);
  expect(followed({ ...weekly, days: ["MO", "TH"] }, "2027-03-01", "2027-03-03").days).toEqual(["MO", "TH"]);
  expect(followed(weekly, "2027-03-01", "").days).toEqual(["MO"]);
});
