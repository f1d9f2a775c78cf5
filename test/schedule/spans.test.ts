import fc from "fast-check";
import { expect, test } from "vitest";
import { wallClock } from "#shared/schedule/clock.ts";
import { common, merged, within, without, type Ms } from "#shared/schedule/spans.ts";
import { wallOf } from "#shared/wall.ts";

const MOST = 60;
const spans = fc
  .array(fc.tuple(fc.nat(MOST), fc.nat(MOST)), { maxLength: 12 })
  .map((pairs) => pairs.map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) })));

/** Each moment by itself: the plainest way to say what a time is. */
function moments(all: readonly Ms[]): boolean[] {
  return Array.from({ length: MOST }, (_, at) => all.some(({ from, to }) => from <= at && at < to));
}

function expectTidy(all: readonly Ms[]) {
  for (const [place, { from, to }] of all.entries()) {
    expect(from).toBeLessThan(to);
    if (place > 0) expect(all[place - 1]!.to).toBeLessThanOrEqual(from);
  }
}

test("times are joined, taken out and shared moment by moment", () => {
  fc.assert(
    fc.property(spans, spans, (first, second) => {
      const [one, other] = [merged(first), merged(second)];
      expect(moments(one)).toEqual(moments(first));
      expect(moments(without(one, other))).toEqual(moments(one).map((has, at) => has && !moments(other)[at]));
      expect(moments(common(one, other))).toEqual(moments(one).map((has, at) => has && moments(other)[at]));
      expect(moments(within(one, { from: 10, to: 40 }))).toEqual(
        moments(one).map((has, at) => has && at >= 10 && at < 40),
      );
      for (const all of [one, without(one, other), common(one, other)]) expectTidy(all);
    }),
  );
});

test("the clock of a calendar shows what the clock of the zone shows, where clocks change too", () => {
  const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC");
  // The weeks about the changes of 2027 on both sides of the ocean and of the equator.
  const changes = ["2027-03-14", "2027-03-28", "2027-04-04", "2027-10-03", "2027-10-31", "2027-11-07"];
  const moment = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 1440, max: 2 * 1440 }))
    .map(([day, minutes]) => new Date(Date.parse(day) + minutes * 60_000).toISOString());
  fc.assert(
    fc.property(zones, fc.array(moment, { minLength: 1, maxLength: 20 }), (zone, all) => {
      const clock = wallClock(zone);
      expect(all.map(clock)).toEqual(all.map((one) => wallOf(one, zone)));
    }),
  );
});
