import fc from "fast-check";
import { expect, test } from "vitest";
import { occurrenceOn } from "#shared/dates/days.ts";

test("29 February is 28 February in years that have none", () => {
  const leap = { day: "1996-02-29", yearly: true };
  expect(occurrenceOn(leap, "2027-02-01")).toBe("2027-02-28");
  expect(occurrenceOn(leap, "2027-03-01")).toBe("2028-02-29");
  expect(occurrenceOn(leap, "2028-02-29")).toBe("2028-02-29");
  expect(occurrenceOn(leap, "2100-02-01")).toBe("2100-02-28");
  expect(occurrenceOn({ day: "02-29", yearly: true }, "2026-12-31")).toBe("2027-02-28");
});

test("a date that comes once is over after its day, a yearly one never comes before its first", () => {
  expect(occurrenceOn({ day: "2027-05-01", yearly: false }, "2027-05-01")).toBe("2027-05-01");
  expect(occurrenceOn({ day: "2027-05-01", yearly: false }, "2027-05-02")).toBeUndefined();
  expect(occurrenceOn({ day: "2030-05-01", yearly: true }, "2027-01-01")).toBe("2030-05-01");
});

test("of any yearly date the next day is the first that can be, within a year and a leap day", () => {
  const days = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, days, (born, now) => {
      const [day, from] = [born, now].map((one) => one.toISOString().slice(0, 10)) as [string, string];
      const found = occurrenceOn({ day, yearly: true }, from)!;
      expect(found >= from && found >= day).toBe(true);
      const same = found.slice(5) === day.slice(5) || (day.endsWith("02-29") && found.endsWith("02-28"));
      expect(same).toBe(true);
      if (day <= from) expect(Date.parse(found) - Date.parse(from)).toBeLessThanOrEqual(366 * 86_400_000);
    }),
  );
});
