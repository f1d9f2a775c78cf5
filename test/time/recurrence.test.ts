import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextOccurrence } from "#shared/recurrence/occurrences.ts";
import { partsOf, Recurrence } from "#shared/recurrence/schema.ts";
import { wallAfter } from "#shared/wall.ts";

const DAY_MS = 86_400_000;
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The first times of a rule, asked one after another. */
async function first(rule: string, start: string, most: number): Promise<string[]> {
  const found: string[] = [];
  for (let after = wallAfter(start, -1); found.length < most;) {
    const next = await nextOccurrence(Recurrence.parse(rule), start, after);
    if (next === undefined) break;
    found.push(next);
    after = next;
  }
  return found;
}

/** The plain model: each day from the start on is asked whether the rule means it, period by period, for some years. */
function modelled(rule: string, start: string, years: number): string[] {
  const parts = partsOf(rule)!;
  const numbers = (name: string) => parts.get(name)?.split(",").map(Number);
  const freq = parts.get("FREQ")!;
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const weekStart = weekdays.indexOf(parts.get("WKST") ?? "MO");
  const days = parts.get("BYDAY")?.split(",");
  const [months, monthDays, places] = [numbers("BYMONTH"), numbers("BYMONTHDAY"), numbers("BYSETPOS")];
  const begin = Date.parse(start.slice(0, 10));
  const begun = new Date(begin);
  const monthLength = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const week = (ms: number) => Math.floor((ms / DAY_MS + 4 - weekStart) / 7);
  const periodOf = (ms: number): number => {
    const date = new Date(ms);
    if (freq === "DAILY") return (ms - begin) / DAY_MS;
    if (freq === "WEEKLY") return week(ms) - week(begin);
    const year = date.getUTCFullYear() - begun.getUTCFullYear();
    return freq === "YEARLY" ? year : year * 12 + date.getUTCMonth() - begun.getUTCMonth();
  };
  const fits = (ms: number): boolean => {
    const date = new Date(ms);
    const day = date.getUTCDate();
    const length = monthLength(date);
    if (months && !months.includes(date.getUTCMonth() + 1)) return false;
    if (monthDays && !monthDays.some((one) => one === day || one === day - length - 1)) return false;
    if (days) {
      return days.some((one) => {
        if (!one.endsWith(weekdays[date.getUTCDay()]!)) return false;
        const place = Number(one.slice(0, -2));
        return place === 0 || place === Math.ceil(day / 7) || place === -Math.ceil((length - day + 1) / 7);
      });
    }
    if (monthDays || freq === "DAILY") return true;
    if (freq === "WEEKLY") return date.getUTCDay() === begun.getUTCDay();
    return day === begun.getUTCDate() && (freq === "MONTHLY" || !!months || date.getUTCMonth() === begun.getUTCMonth());
  };
  const found: number[] = [];
  let set: number[] = [];
  let period = Number.NEGATIVE_INFINITY;
  for (let ms = begin - 366 * DAY_MS; ms < begin + years * 366 * DAY_MS; ms += DAY_MS) {
    const current = periodOf(ms);
    if (current !== period) {
      const chosen = places ? set.filter((_, at) => places.includes(at + 1) || places.includes(at - set.length)) : set;
      if (period >= 0 && period % interval === 0) found.push(...chosen);
      [set, period] = [[], current];
    }
    if (fits(ms)) set.push(ms);
  }
  return found
    .filter((ms) => ms >= begin)
    .slice(0, Number(parts.get("COUNT") ?? Number.POSITIVE_INFINITY))
    .map((ms) => dayOf(ms) + start.slice(10));
}

describe("against a walk over all days", () => {
  const some = <T>(...of: T[]) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 3 });
  const part = <T>(name: string, values: fc.Arbitrary<T>) =>
    fc.option(
      values.map((value) => `${name}=${String(value)}`),
      { nil: undefined },
    );
  const weekday = fc.constantFrom(...weekdays);
  const counted = fc.tuple(fc.constantFrom(1, 2, 4, 5, -1, -2), weekday).map(([place, day]) => `${place}${day}`);
  const usual = fc.record({
    freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
    interval: part("INTERVAL", fc.integer({ min: 1, max: 4 })),
    month: part("BYMONTH", some(1, 2, 3, 6, 9, 11, 12)),
    monthDay: part("BYMONTHDAY", some(1, 2, 13, 28, 29, 30, 31, -1, -2, -31)),
    day: part("BYDAY", fc.uniqueArray(fc.oneof(weekday, counted), { minLength: 1, maxLength: 3 })),
    place: part("BYSETPOS", some(1, 2, -1)),
    count: part("COUNT", fc.integer({ min: 1, max: 8 })),
    weekStart: part("WKST", weekday),
  });

  test("the usual rules come on the same days", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        usual,
        fc.integer({ min: Date.UTC(2024, 0, 1) / DAY_MS, max: Date.UTC(2029, 0, 1) / DAY_MS }),
        async ({ freq, ...rest }, day) => {
          const rule = [`FREQ=${freq}`, ...Object.values(rest).filter((one) => one !== undefined)].join(";");
          if (!Recurrence.safeParse(rule).success) return;
          // Weekdays counted through a year are compared below.
          if (freq === "YEARLY" && /BYDAY=.*\d/.test(rule) && !rest.month) return;
          compared += 1;
          const start = `${dayOf(day * DAY_MS)}T09:45`;
          const expected = modelled(rule, start, 12).slice(0, 6);
          expect(await first(rule, start, expected.length), `${rule} from ${start}`).toEqual(expected);
        },
      ),
      { numRuns: 600 },
    );
    expect(compared).toBeGreaterThan(150);
  });
});

describe("days that not every month or year has", () => {
  test("29 February comes in leap years only, the 31st skips short months", async () => {
    const leap = ["2028-02-29T10:00", "2032-02-29T10:00", "2036-02-29T10:00"];
    expect(await first("FREQ=YEARLY", "2028-02-29T10:00", 3)).toEqual(leap);
    expect(await first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2027-01-31T10:00", 3)).toEqual(leap);
    expect(await nextOccurrence("FREQ=YEARLY", "2092-02-29T10:00", "2096-03-01T00:00")).toBe("2104-02-29T10:00");
    const long = ["2027-01-31T10:00", "2027-03-31T10:00", "2027-05-31T10:00", "2027-07-31T10:00"];
    expect(await first("FREQ=MONTHLY", "2027-01-31T10:00", 4)).toEqual(long);
  });

  test("the last day, the last working day and the last Friday of a month are found", async () => {
    const start = "2027-01-01T18:00";
    const last = ["2027-01-31T18:00", "2027-02-28T18:00", "2027-03-31T18:00"];
    expect(await first("FREQ=MONTHLY;BYMONTHDAY=-1", start, 3)).toEqual(last);
    const working = ["2027-01-29T18:00", "2027-02-26T18:00", "2027-03-31T18:00"];
    expect(await first("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", start, 3)).toEqual(working);
    const friday = ["2027-01-29T18:00", "2027-02-26T18:00", "2027-03-26T18:00"];
    expect(await first("FREQ=MONTHLY;BYDAY=-1FR", start, 3)).toEqual(friday);
  });

  test("weekdays counted through a year are found", async () => {
    expect(await first("FREQ=YEARLY;BYDAY=20MO", "2027-01-01T09:00", 2)).toEqual([
      "2027-05-17T09:00",
      "2028-05-15T09:00",
    ]);
    expect(await first("FREQ=YEARLY;BYDAY=-1FR", "2027-01-01T09:00", 2)).toEqual([
      "2027-12-31T09:00",
      "2028-12-29T09:00",
    ]);
  });
});

describe("the end of a rule", () => {
  const start = "2027-01-04T09:00";

  test("comes after so many times, wherever it is asked from", async () => {
    const all = ["2027-01-04T09:00", "2027-01-11T09:00", "2027-01-18T09:00"];
    expect(await first("FREQ=WEEKLY;COUNT=3", start, 9)).toEqual(all);
    expect(await nextOccurrence("FREQ=WEEKLY;COUNT=3", start, "2027-01-11T09:00")).toBe("2027-01-18T09:00");
    expect(await nextOccurrence("FREQ=WEEKLY;COUNT=3", start, "2027-01-18T09:00")).toBeUndefined();
    expect(await nextOccurrence("FREQ=DAILY;COUNT=1000", start, "2029-09-28T09:00")).toBe("2029-09-29T09:00");
    expect(await nextOccurrence("FREQ=DAILY;COUNT=1000", start, "2029-09-29T09:00")).toBeUndefined();
  });

  test("by a date takes in that day; by a time of the clock, that time", async () => {
    const days = ["2027-01-04T09:00", "2027-01-05T09:00", "2027-01-06T09:00"];
    expect(await first("FREQ=DAILY;UNTIL=20270106", start, 9)).toEqual(days);
    expect(await first("FREQ=DAILY;UNTIL=20270106T090000", start, 9)).toEqual(days);
    expect(await first("FREQ=DAILY;UNTIL=20270106T085959", start, 9)).toEqual(days.slice(0, 2));
  });

  test("the start comes first only where it fits the rule, and nothing comes before it", async () => {
    expect(await first("FREQ=WEEKLY;BYDAY=TU", start, 2)).toEqual(["2027-01-05T09:00", "2027-01-12T09:00"]);
    expect(await nextOccurrence("FREQ=DAILY", start, "1999-01-01T00:00")).toBe(start);
    expect(await nextOccurrence("FREQ=DAILY", start, start)).toBe("2027-01-05T09:00");
  });
});

describe("bad input", () => {
  const reason = (rule: string) => Recurrence.safeParse(rule).error?.issues[0]?.message;

  test.each([
    ["FREQ=SECONDLY", "rule_too_often"],
    ["FREQ=MINUTELY;INTERVAL=5", "rule_too_often"],
    ["FREQ=HOURLY", "rule_too_often"],
    ["FREQ=DAILY;BYHOUR=9,10", "rule_too_often"],
    ["FREQ=DAILY;BYMINUTE=0", "rule_too_often"],
    ["FREQ=DAILY;BYSECOND=0", "rule_too_often"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rule_never"],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,31", "rule_never"],
    ["FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31", "rule_never"],
    ["FREQ=MONTHLY;BYDAY=6MO", "rule_never"],
    ["FREQ=YEARLY;BYDAY=53MO", "rule_never"],
    ["FREQ=WEEKLY;BYDAY=MO;BYSETPOS=8", "rule_never"],
    ["FREQ=YEARLY;BYWEEKNO=20", "rule_unknown_part"],
    ["FREQ=YEARLY;BYYEARDAY=100", "rule_unknown_part"],
    ["FREQ=DAILY;X-OWN=1", "rule_unknown_part"],
    ["FREQ=DAILY;__PROTO__=1", "rule_unknown_part"],
    ["INTERVAL=2", "rule_without_frequency"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20270101", "rule_ends_twice"],
    ["FREQ=WEEKLY;BYDAY=1MO", "rule_parts_do_not_fit"],
    ["FREQ=WEEKLY;BYMONTHDAY=1", "rule_parts_do_not_fit"],
    ["FREQ=DAILY;BYSETPOS=1", "rule_parts_do_not_fit"],
    ["FREQ=YEARLY;BYDAY=1MO,TU", "rule_parts_do_not_fit"],
    ["RRULE:FREQ=DAILY", "rule_without_frequency"],
    ["FREQ=DAILY;FREQ=WEEKLY", "rule_not_readable"],
    ["FREQ=DAILY;", "rule_not_readable"],
    ["FREQ=DAILY;INTERVAL=0", "rule_not_readable"],
    ["FREQ=DAILY;INTERVAL=-1", "rule_not_readable"],
    ["FREQ=DAILY;INTERVAL=1000", "rule_not_readable"],
    ["FREQ=DAILY;COUNT=1001", "rule_not_readable"],
    ["FREQ=DAILY;UNTIL=20270230", "rule_not_readable"],
    ["FREQ=DAILY;UNTIL=20270101T250000", "rule_not_readable"],
    ["FREQ=DAILY;UNTIL=20270101T090000Z", "rule_not_readable"],
    ["FREQ=MONTHLY;BYMONTHDAY=0", "rule_not_readable"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "rule_not_readable"],
    ["FREQ=YEARLY;BYMONTH=13", "rule_not_readable"],
    ["FREQ=WEEKLY;BYDAY=XX", "rule_not_readable"],
    ["FREQ=WEEKLY;WKST=MO,TU", "rule_not_readable"],
    ["FREQ=FORTNIGHTLY", "rule_not_readable"],
  ])("%s is refused: %s", (rule, expected) => {
    expect(reason(rule)).toBe(expected);
  });

  test("a rule is as long as it needs to be, in small letters too", () => {
    expect(Recurrence.parse(" freq=weekly;byday=mo ")).toBe("FREQ=WEEKLY;BYDAY=MO");
    expect(Recurrence.safeParse("").success).toBe(false);
    expect(Recurrence.safeParse(`FREQ=DAILY;BYMONTHDAY=${"1,".repeat(100)}1`).success).toBe(false);
  });

  test("no rule that is accepted takes long, one that never meets its start included", async () => {
    for (const [rule, start] of [
      ["FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2027-01-01T09:00"],
      ["FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=1", "2027-01-01T09:00"],
      ["FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "2027-02-01T09:00"],
      ["FREQ=DAILY;INTERVAL=366;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=1000", "2027-01-01T09:00"],
      ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYSETPOS=-1;COUNT=1000", "1900-01-01T09:00"],
      ["FREQ=WEEKLY;INTERVAL=2;BYMONTH=2;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366;COUNT=3", "1900-01-01T09:00"],
    ] as const) {
      const started = performance.now();
      if (Recurrence.safeParse(rule).success) await nextOccurrence(rule, start, "2190-01-01T00:00");
      expect(performance.now() - started, rule).toBeLessThan(2000);
    }
    expect(
      await nextOccurrence("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2027-01-01T09:00", "2027-01-01T09:00"),
    ).toBeUndefined();
  });
});
