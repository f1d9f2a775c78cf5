import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkingDays,
  addWorkingMinutes,
  isWorking,
  nextWorkingMoment,
  workingDay,
  workingMinutesBetween,
} from "#shared/calendars/hours.ts";
import { AddCalendar, usualWeek, type Hours, type Interval } from "#shared/calendars/schema.ts";

const MINUTE_MS = 60_000;
const usual: Hours = { week: [...usualWeek], exceptions: [] };
const moscow = "Europe/Moscow";

/** Days around which the clocks of each zone change, or do not. */
const places: readonly (readonly [zone: string, day: string])[] = [
  ["Europe/Berlin", "2027-03-28"],
  ["Europe/Berlin", "2027-10-31"],
  ["America/New_York", "2027-03-14"],
  ["America/New_York", "2027-11-07"],
  ["Australia/Lord_Howe", "2027-10-03"],
  ["Australia/Lord_Howe", "2027-04-04"],
  ["America/Havana", "2027-11-07"],
  ["America/St_Johns", "2010-11-07"],
  ["Asia/Kathmandu", "2028-02-29"],
  ["Pacific/Apia", "2011-12-30"],
  ["UTC", "2027-12-31"],
];
const time = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;
const intervals = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((found) => found.sort((one, other) => one - other))
  .map((sorted) =>
    Array.from({ length: Math.floor(sorted.length / 2) }, (_, index): Interval => {
      return { from: time(sorted[index * 2]!), to: time(sorted[index * 2 + 1]!) };
    }),
  );
const worked = intervals.filter((all) => all.length > 0);
const setting = fc.record({
  place: fc.constantFrom(...places),
  week: fc.tuple(intervals, intervals, worked, intervals, intervals, intervals, intervals),
  special: fc.uniqueArray(fc.record({ away: fc.integer({ min: -3, max: 3 }), intervals }), {
    selector: ({ away }) => away,
    maxLength: 4,
  }),
  begin: fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
  length: fc.integer({ min: 0, max: 3 * 1440 }),
});

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The plain model: whether a minute is working time, by what a formatter writes and a look into the lists. */
function works({ week, exceptions }: Hours, zone: string, ms: number): boolean {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    formatters.set(zone, formatter);
  }
  const [day = "", clock = ""] = formatter.format(ms).split(" ");
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
  const hours = exceptions.find((one) => one.day === day)?.intervals ?? week[weekday]!;
  return hours.some(({ from, to }) => clock >= from && clock < to);
}

function settingOf({ place: [zone, day], week, special, begin, length }: SettingOf) {
  const exceptions = special.map(({ away, intervals: hours }) => ({
    day: new Date(Date.parse(`${day}T00:00:00Z`) + away * 1440 * MINUTE_MS).toISOString().slice(0, 10),
    name: "special",
    intervals: hours,
  }));
  const from = Date.parse(`${day}T00:00:00Z`) + begin * MINUTE_MS;
  return { hours: { week, exceptions }, zone, from, to: from + length * MINUTE_MS };
}
type SettingOf = typeof setting extends fc.Arbitrary<infer T> ? T : never;

const text = (ms: number) => new Date(ms).toISOString();

describe("against a count of single minutes, clocks changing meanwhile", () => {
  test("working time between two moments is the number of working minutes between them", () => {
    fc.assert(
      fc.property(setting, (given) => {
        const { hours, zone, from, to } = settingOf(given);
        let counted = 0;
        for (let ms = from; ms < to; ms += MINUTE_MS) if (works(hours, zone, ms)) counted += 1;
        expect(workingMinutesBetween(hours, zone, text(from), text(to))).toBe(counted);
        expect(workingMinutesBetween(hours, zone, text(to), text(from))).toBe(0 - counted);
      }),
      { numRuns: 200 },
    );
  });

  test("a moment is working time where its minute is, and the next working moment is the first such minute", () => {
    fc.assert(
      fc.property(setting, (given) => {
        const { hours, zone, from } = settingOf(given);
        expect(isWorking(hours, zone, text(from))).toBe(works(hours, zone, from));
        let first = from;
        while (!works(hours, zone, first)) first += MINUTE_MS;
        expect(nextWorkingMoment(hours, zone, text(from))).toBe(text(first));
      }),
      { numRuns: 200 },
    );
  });

  test("minutes are added to the end of the last of them", () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 600 }), (given, minutes) => {
        const { hours, zone, from } = settingOf(given);
        let end = from;
        for (let left = minutes; left > 0; end += MINUTE_MS) if (works(hours, zone, end)) left -= 1;
        expect(addWorkingMinutes(hours, zone, text(from), minutes)).toBe(text(end));
      }),
      { numRuns: 200 },
    );
  });

  test("what was added is what lies between", () => {
    fc.assert(
      fc.property(
        setting,
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ max: 59_999, min: 0 }),
        (given, minutes, ms) => {
          const { hours, zone, from } = settingOf(given);
          const begin = text(from + ms);
          const end = addWorkingMinutes(hours, zone, begin, minutes);
          expect(workingMinutesBetween(hours, zone, begin, end)).toBeCloseTo(minutes, 6);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a working day that spans a change of clocks", () => {
  const nights: Hours = { week: Array.from({ length: 7 }, () => [{ from: "00:00", to: "24:00" }]), exceptions: [] };
  test.each([
    ["Europe/Berlin", "2027-03-28", 23 * 60],
    ["Europe/Berlin", "2027-10-31", 25 * 60],
    ["Australia/Lord_Howe", "2027-10-03", 23.5 * 60],
    ["Australia/Lord_Howe", "2027-04-04", 24.5 * 60],
    ["Asia/Kathmandu", "2027-03-28", 24 * 60],
  ])("counts the minutes that really pass in %s on %s", (zone, day, minutes) => {
    const once: Hours = { ...nights, week: nights.week.map(() => []), exceptions: [] };
    const only = { ...once, exceptions: [{ day, name: "open", intervals: [{ from: "00:00", to: "24:00" }] }] };
    const noon = Date.parse(`${day}T12:00:00Z`);
    const [from, to] = [text(noon - 48 * 60 * MINUTE_MS), text(noon + 48 * 60 * MINUTE_MS)];
    expect(workingMinutesBetween(only, zone, from, to)).toBe(minutes);
  });
});

describe("the usual week", () => {
  test("an hour from the last one ends with it, not in the morning; one minute more does not fit", () => {
    // 17:00 on a Friday in Moscow.
    expect(addWorkingMinutes(usual, moscow, "2026-11-27T14:00:00.000Z", 60)).toBe("2026-11-27T15:00:00.000Z");
    expect(addWorkingMinutes(usual, moscow, "2026-11-27T14:00:00.000Z", 61)).toBe("2026-11-30T06:01:00.000Z");
    expect(addWorkingMinutes(usual, moscow, "2026-11-28T14:00:00.000Z", 0)).toBe("2026-11-28T14:00:00.000Z");
  });

  test("a working day later is the same time of the next working day", () => {
    expect(addWorkingDays(usual, moscow, "2026-11-27T09:30:00.000Z", 1)).toBe("2026-11-30T09:30:00.000Z");
    expect(addWorkingDays(usual, moscow, "2026-11-27T09:30:00.000Z", 6)).toBe("2026-12-07T09:30:00.000Z");
    expect(addWorkingDays(usual, moscow, "2026-11-27T09:30:00.000Z", 0)).toBe("2026-11-27T09:30:00.000Z");
  });

  test("where nobody works at that time it is the end of work of that day", () => {
    // 21:00 and 07:00 in Moscow.
    expect(addWorkingDays(usual, moscow, "2026-11-27T18:00:00.000Z", 1)).toBe("2026-11-30T15:00:00.000Z");
    expect(addWorkingDays(usual, moscow, "2026-11-29T04:00:00.000Z", 1)).toBe("2026-11-30T15:00:00.000Z");
    const late: Hours = { week: usual.week.map(() => [{ from: "16:00", to: "24:00" }]), exceptions: [] };
    expect(addWorkingDays(late, moscow, "2026-11-27T06:00:00.000Z", 1)).toBe("2026-11-28T21:00:00.000Z");
  });

  test("the time of the clock is kept when clocks change in between", () => {
    expect(addWorkingDays(usual, "Europe/Berlin", "2027-03-26T09:00:00.000Z", 1)).toBe("2027-03-29T08:00:00.000Z");
  });

  test("a holiday is no working day, a moved one is", () => {
    const calendar: Hours = {
      ...usual,
      exceptions: [
        { day: "2026-11-30", name: "Holiday", intervals: [] },
        { day: "2026-11-28", name: "Moved from Monday", intervals: [{ from: "09:00", to: "16:00" }] },
      ],
    };
    expect(workingDay(calendar, "2026-11-30")).toBe(false);
    expect(workingDay(calendar, "2026-11-28")).toBe(true);
    expect(addWorkingDays(calendar, moscow, "2026-11-27T14:00:00.000Z", 1)).toBe("2026-11-28T13:00:00.000Z");
    expect(addWorkingDays(calendar, moscow, "2026-11-27T14:00:00.000Z", 2)).toBe("2026-12-01T14:00:00.000Z");
  });

  test("working days are counted as a plain walk over the days counts them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 60 }), (away, days) => {
        const from = Date.parse("2026-01-01T09:30:00Z") + away * 60 * MINUTE_MS;
        let day = new Date(from + 3 * 60 * MINUTE_MS);
        for (let left = days; left > 0;) {
          day = new Date(day.getTime() + 1440 * MINUTE_MS);
          if (day.getUTCDay() % 6 !== 0) left -= 1;
        }
        const found = addWorkingDays(usual, moscow, text(from), days);
        const hour = day.getUTCHours();
        const kept = hour >= 9 && hour < 18;
        const expected = kept
          ? day.getTime() - 180 * MINUTE_MS
          : Date.parse(`${text(day.getTime()).slice(0, 10)}T15:00Z`);
        expect(found).toBe(text(expected));
      }),
    );
  });
});

describe("bad input", () => {
  const noHours: Hours = { week: usual.week.map(() => []), exceptions: [] };

  test("a calendar without working hours ends with an error, in bounded time", () => {
    const from = "2026-11-27T14:00:00.000Z";
    const started = performance.now();
    expect(() => nextWorkingMoment(noHours, moscow, from)).toThrow(RangeError);
    expect(() => addWorkingMinutes(noHours, moscow, from, 1)).toThrow(RangeError);
    expect(() => addWorkingDays(noHours, moscow, from, 1)).toThrow(RangeError);
    expect(workingMinutesBetween(noHours, moscow, from, "2099-01-01T00:00:00.000Z")).toBe(0);
    expect(isWorking(noHours, moscow, from)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(() => addWorkingMinutes(usual, moscow, from, 1e9)).toThrow(RangeError);
    expect(() => addWorkingMinutes(usual, moscow, from, -1)).toThrow(RangeError);
    expect(() => addWorkingMinutes(usual, moscow, from, Number.NaN)).toThrow(RangeError);
    expect(() => addWorkingDays(usual, moscow, from, 1.5)).toThrow(RangeError);
    expect(() => addWorkingDays(usual, moscow, from, -1)).toThrow(RangeError);
  });

  const given = (week: Interval[][], exceptions: unknown[] = []) =>
    AddCalendar.safeParse({ name: "Ours", week, exceptions }).error?.issues.map(({ message }) => message);
  const onMonday = (...hours: Interval[]) => given([hours, [], [], [], [], [], []]);
  const nine = { from: "09:00", to: "18:00" };

  test("hours over midnight, hours that overlap, an empty week and a day named twice are refused, each by its reason", () => {
    expect(onMonday(nine)).toBeUndefined();
    expect(onMonday({ from: "00:00", to: "24:00" })).toBeUndefined();
    expect(onMonday(nine, { from: "18:00", to: "24:00" })).toBeUndefined();
    expect(onMonday({ from: "22:00", to: "06:00" })).toEqual(["hours_over_midnight"]);
    expect(onMonday({ from: "09:00", to: "09:00" })).toEqual(["hours_over_midnight"]);
    expect(onMonday(nine, { from: "17:00", to: "20:00" })).toEqual(["hours_overlap"]);
    expect(onMonday({ from: "14:00", to: "18:00" }, { from: "09:00", to: "13:00" })).toEqual(["hours_overlap"]);
    expect(given(usual.week.map(() => []))).toEqual(["no_working_hours"]);
    const holiday = { day: "2027-01-01", name: "New Year", intervals: [] };
    expect(given([...usualWeek], [holiday])).toBeUndefined();
    expect(given([...usualWeek], [holiday, holiday])).toEqual(["same_day_twice"]);
  });

  test("times and days that do not exist, a sixth weekday too few and a fifth part of a day are refused", () => {
    for (const wrong of ["24:00", "9:00", "09:60", "25:00", ""])
      expect(onMonday({ from: wrong, to: "24:00" })).toBeDefined();
    for (const wrong of ["24:01", "18:5", "noon"]) expect(onMonday({ from: "09:00", to: wrong })).toBeDefined();
    expect(given(usualWeek.slice(1))).toBeDefined();
    expect(given([...usualWeek], [{ day: "2027-02-29", name: "None", intervals: [] }])).toBeDefined();
    const parts = [1, 2, 3, 4, 5].map((hour) => ({ from: `0${hour}:00`, to: `0${hour}:30` }));
    expect(onMonday(...parts.slice(1))).toBeUndefined();
    expect(onMonday(...parts)).toBeDefined();
    const many = Array.from({ length: 401 }, (_, at) => ({
      day: text(Date.UTC(2027, 0, 1 + at)).slice(0, 10),
      name: "Holiday",
      intervals: [],
    }));
    expect(given([...usualWeek], many.slice(1))).toBeUndefined();
    expect(given([...usualWeek], many)).toBeDefined();
  });
});
