import fc from "fast-check";
import { expect, test } from "vitest";
import { dayBeside, daysOf, itemsOf, monthAfter, partOf, placed, spanOf } from "../../web/features/schedule/items.ts";
import type { PersonSchedule, ScheduleTask } from "#shared/schedule/schema.ts";

const part = fc
  .record({ from: fc.integer({ min: 0, max: 1400 }), minutes: fc.integer({ min: 1, max: 300 }) })
  .map(({ from, minutes }) => ({ item: {}, from, to: Math.min(1440, from + minutes) }));

test("what overlaps never shares a lane, and no lane is wasted", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const all = placed(parts);
      expect(all).toHaveLength(parts.length);
      for (const one of all) {
        expect(one.lane).toBeLessThan(one.lanes);
        for (const other of all) {
          if (one === other || one.to <= other.from || other.to <= one.from) continue;
          expect(one.lane).not.toBe(other.lane);
          expect(one.lanes).toBe(other.lanes);
        }
      }
      const most = Math.max(
        0,
        ...parts.map(({ from }) => parts.filter((one) => one.from <= from && from < one.to).length),
      );
      expect(Math.max(0, ...all.map(({ lanes }) => lanes))).toBe(most);
    }),
  );
});

test("views span whole days, weeks from Monday, months in whole weeks; a shorter month ends on its last day", () => {
  expect(spanOf("week", "2027-03-07")).toEqual({ from: "2027-03-01", to: "2027-03-07" });
  expect(spanOf("month", "2027-02-10")).toEqual({ from: "2027-02-01", to: "2027-02-28" });
  expect(spanOf("month", "2027-05-10")).toEqual({ from: "2027-04-26", to: "2027-06-06" });
  expect(spanOf("counts", "2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(monthAfter("2027-01-31", 1)).toBe("2027-02-28");
  expect(monthAfter("2028-03-31", -1)).toBe("2028-02-29");
  expect(dayBeside("month", "2027-12-31", 1)).toBe("2028-01-31");
  expect(daysOf({ from: "2027-02-27", to: "2027-03-02" })).toHaveLength(4);
});

test("an item over midnight takes its part of each day", () => {
  const night = { from: "2027-03-01T22:00", to: "2027-03-02T02:30" };
  expect(partOf("2027-03-01", night)).toEqual({ from: 1320, to: 1440 });
  expect(partOf("2027-03-02", night)).toEqual({ from: 0, to: 150 });
  expect(partOf("2027-03-03", night)).toBeUndefined();
});

test("what was just moved stands in its new place, with its new person", () => {
  const task: ScheduleTask = {
    id: "tsk_1",
    ver: 1,
    text: "Call",
    at: "2027-03-01T10:00",
    to: "2027-03-01T11:00",
    minutes: 60,
    state: "open",
    late: false,
    performerId: "a",
    createdBy: "a",
    can: ["read", "write"],
  };
  const person = (employeeId: string, tasks: ScheduleTask[]): PersonSchedule => ({
    employeeId,
    timeZone: "UTC",
    tasks,
    busy: [],
    hours: [],
    days: [],
    absences: [],
  });
  const people = [person("a", [task]), person("b", [])];
  expect(itemsOf(people, new Map())).toMatchObject([{ personId: "a", from: "2027-03-01T10:00" }]);
  const moves = new Map([["tsk_1", { at: "2027-03-02T12:00", minutes: 30, performerId: "b" }]]);
  expect(itemsOf(people, moves)).toMatchObject([
    { personId: "b", from: "2027-03-02T12:00", to: "2027-03-02T12:30", task: { minutes: 30 } },
  ]);
});
