import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAfter, daysBetween, instantOf, wallAfter, wallOf, WallTime } from "#shared/wall.ts";

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** Zones of every kind: clock changes north and south, of an hour and of half, none, odd offsets, a day skipped. */
const zones = [
  "Europe/Berlin",
  "Europe/London",
  "Europe/Moscow",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "America/Havana",
  "Atlantic/Azores",
  "Africa/Casablanca",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Pacific/Kwajalein",
  "Antarctica/Troll",
  "UTC",
];
const zone = fc.constantFrom(...zones, ...Intl.supportedValuesOf("timeZone"));
const minute = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / 60_000, max: Date.parse(to) / 60_000 }).map((minutes) => minutes * 60_000);
const moment = minute("1975-01-01T00:00Z", "2099-12-31T23:59Z");

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The plain model: what a formatter of the zone writes, part by part. */
function shownIn(timeZone: string, atMs: number): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formatters.set(timeZone, formatter);
  }
  const parts = formatter.formatToParts(atMs);
  const part = (name: string) => parts.find(({ type }) => type === name)!.value;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

test("wall time is what the clocks of the zone show", () => {
  fc.assert(
    fc.property(zone, moment, (timeZone, at) => {
      expect(wallOf(new Date(at), timeZone)).toBe(shownIn(timeZone, at));
    }),
  );
});

test.each(zones)(
  "around each change of clocks in %s a time shown twice is the first, one never shown is moved by the gap",
  (timeZone) => {
    for (const { at, jump } of changesOf(timeZone, 2008, 2030)) {
      const first = new Map<string, number>();
      for (let ms = at - 30 * HOUR_MS; ms <= at + 30 * HOUR_MS; ms += QUARTER_MS) {
        const wall = shownIn(timeZone, ms);
        if (!first.has(wall)) first.set(wall, ms);
      }
      const before = Date.parse(`${shownIn(timeZone, at - QUARTER_MS)}Z`) + QUARTER_MS;
      for (let shown = before - 3 * HOUR_MS; shown <= before + 27 * HOUR_MS; shown += QUARTER_MS) {
        const wall = new Date(shown).toISOString().slice(0, 16);
        const found = Date.parse(instantOf(wall, timeZone));
        const moved = new Date(shown + jump).toISOString().slice(0, 16);
        expect(found, `${timeZone} ${wall}`).toBe(first.get(wall) ?? first.get(moved));
      }
    }
  },
);

test("what the clocks show leads back to the moment, or to an hour before where they show it twice", () => {
  fc.assert(
    fc.property(zone, moment, (timeZone, at) => {
      const back = Date.parse(instantOf(wallOf(new Date(at), timeZone), timeZone));
      expect(back).toBeLessThanOrEqual(at);
      expect(at - back).toBeLessThanOrEqual(24 * HOUR_MS);
      expect(shownIn(timeZone, back)).toBe(shownIn(timeZone, at));
    }),
    { numRuns: 500 },
  );
});

describe("when clocks change", () => {
  const cases: [string, string, string, string][] = [
    ["Berlin skips an hour", "Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:30:00.000Z"],
    ["Berlin shows an hour twice: the first", "Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30:00.000Z"],
    ["Berlin after the hour shown twice", "Europe/Berlin", "2027-10-31T03:00", "2027-10-31T02:00:00.000Z"],
    ["New York skips an hour", "America/New_York", "2027-03-14T02:30", "2027-03-14T07:30:00.000Z"],
    ["New York shows an hour twice: the first", "America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00.000Z"],
    ["Lord Howe skips half an hour", "Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00.000Z"],
    ["Lord Howe shows half an hour twice", "Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45:00.000Z"],
    ["Kathmandu is 5:45 ahead, always", "Asia/Kathmandu", "2027-03-28T02:30", "2027-03-27T20:45:00.000Z"],
    ["Apia skipped a whole day", "Pacific/Apia", "2011-12-30T10:00", "2011-12-30T20:00:00.000Z"],
    ["Apia the day before", "Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59:00.000Z"],
    ["Apia the day after", "Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00.000Z"],
    ["Sao Paulo skipped midnight", "America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:30:00.000Z"],
    ["29 February", "Europe/Moscow", "2028-02-29T09:00", "2028-02-29T06:00:00.000Z"],
  ];
  test.each(cases)("%s", (_, timeZone, wall, expected) => {
    expect(instantOf(wall, timeZone)).toBe(expected);
  });
});

test("days are counted by the calendar, months of 28 to 31 days and leap years among them", () => {
  expect(dayAfter("2028-02-28", 1)).toBe("2028-02-29");
  expect(dayAfter("2027-02-28", 1)).toBe("2027-03-01");
  expect(dayAfter("2027-01-31", -31)).toBe("2026-12-31");
  expect(wallAfter("2027-12-31T23:30", 45)).toBe("2028-01-01T00:15");
  fc.assert(
    fc.property(minute("1975-01-01T00:00Z", "2099-12-31T00:00Z"), fc.integer({ min: -1000, max: 1000 }), (at, days) => {
      const day = new Date(at).toISOString().slice(0, 10);
      expect(daysBetween(day, dayAfter(day, days))).toBe(days);
    }),
  );
});

test("a time that is not on the calendar or the clock, or beyond all plans, is refused", () => {
  for (const wall of [
    "2027-02-29T10:00",
    "2027-04-31T10:00",
    "2027-13-01T10:00",
    "2027-01-01T24:00",
    "2027-01-01T10:60",
    "2027-01-01T10:00Z",
    "2027-01-01T10:00:00",
    "2027-01-01",
    "0001-01-01T10:00",
    "1899-12-31T23:59",
    "2200-01-01T00:00",
    "9999-12-31T23:59",
  ])
    expect(WallTime.safeParse(wall).success, wall).toBe(false);
  for (const wall of ["1900-01-01T00:00", "2199-12-31T23:59", "2028-02-29T10:00"])
    expect(WallTime.safeParse(wall).success, wall).toBe(true);
});

test("an unknown zone is told", () => {
  expect(() => instantOf("2027-01-01T10:00", "Mars/Olympus")).toThrow(RangeError);
  expect(() => wallOf("2027-01-01T10:00:00.000Z", "Mars/Olympus")).toThrow(RangeError);
});

/** When clocks of a zone were set, to a quarter of an hour, and by how much, in ms. */
function changesOf(timeZone: string, from: number, to: number): { at: number; jump: number }[] {
  const offset = (ms: number) => Date.parse(`${shownIn(timeZone, ms)}Z`) - ms;
  const changes: { at: number; jump: number }[] = [];
  for (let day = Date.UTC(from, 0, 1); day < Date.UTC(to, 0, 1); day += 24 * HOUR_MS) {
    if (offset(day) === offset(day + 24 * HOUR_MS)) continue;
    let at = day;
    while (offset(at) === offset(day)) at += QUARTER_MS;
    changes.push({ at, jump: offset(at) - offset(day) });
  }
  return changes;
}
