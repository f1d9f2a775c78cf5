import fc from "fast-check";
import { expect, test } from "vitest";
import { ChangeCalendar, usualWeek, type Interval, type WorkingCalendar } from "#shared/calendars/schema.ts";
import { draftOf, inputOf, withHolidays } from "../../web/features/calendars/draft.ts";

const calendar: WorkingCalendar = {
  id: "cal_00000000000000000000000000",
  ver: 1,
  createdAt: "2026-11-22T09:00:00.000Z",
  createdBy: "system",
  updatedAt: "2026-11-22T09:00:00.000Z",
  updatedBy: "system",
  name: "Ours",
  week: [...usualWeek],
  exceptions: [],
};
const typed = (monday: string) => inputOf({ ...draftOf(calendar), week: [monday, "", "", "", "", "", ""] }).week[0];

test("what was not touched is sent as it was", () => {
  const minute = fc.integer({ min: 0, max: 1440 });
  const time = (at: number) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  const intervals = fc.uniqueArray(minute, { minLength: 0, maxLength: 8 }).map((found) => {
    const sorted = found.sort((one, other) => one - other).map(time);
    return Array.from({ length: sorted.length >> 1 }, (_, index): Interval => {
      return { from: sorted[index * 2]!, to: sorted[index * 2 + 1]! };
    });
  });
  fc.assert(
    fc.property(fc.array(intervals, { minLength: 7, maxLength: 7 }), intervals, (week, special) => {
      const exceptions = [{ day: "2027-01-04", name: "Short day", intervals: special }];
      expect(inputOf(draftOf({ ...calendar, week, exceptions }))).toMatchObject({ name: "Ours", week, exceptions });
    }),
  );
});

test("hours are read as people write them, and what cannot be read is refused by the contract", () => {
  const nine = [{ from: "09:00", to: "18:00" }];
  for (const text of ["9-18", "09:00–18:00", " 9.00 - 18:00 ", "9:00 — 18"]) expect(typed(text)).toEqual(nine);
  expect(typed("9-13, 14-18")).toEqual([
    { from: "09:00", to: "13:00" },
    { from: "14:00", to: "18:00" },
  ]);
  expect(typed(" ")).toEqual([]);
  for (const text of ["nine to six", "9", "9-", "9-18-20x", "25-26", "9-18,"]) {
    const week = [typed(text), ...usualWeek.slice(1)];
    expect(ChangeCalendar.safeParse({ week }).success, text).toBe(false);
  }
});

test("holidays taken in leave the days that are there as they are, and stand in order", () => {
  const mine = { day: "2027-01-01", name: "We work", intervals: [{ from: "10:00", to: "12:00" }] };
  const found = ["2027-05-01", "2027-01-01", "2026-12-31"].map((day) => ({ day, name: "Holiday", intervals: [] }));
  const { exceptions } = inputOf({
    ...draftOf(calendar),
    exceptions: withHolidays(draftOf({ ...calendar, exceptions: [mine] }).exceptions, found),
  });
  expect(exceptions.map(({ day }) => day)).toEqual(["2026-12-31", "2027-01-01", "2027-05-01"]);
  expect(exceptions[1]).toEqual(mine);
});
