import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOf, neutral, readDay, readNumber } from "#shared/imports/cells.ts";
import { Days } from "#shared/imports/days.ts";
import { guessPlan } from "#shared/imports/guess.ts";
import { importedId, isMadeBy } from "#shared/imports/ids.ts";
import { ColumnLook } from "#shared/imports/look.ts";
import { dateFormats, type DateFormat } from "#shared/imports/schema.ts";
import { newId } from "#shared/ids.ts";
import { dayIn } from "#shared/time.ts";

/** A day written in a format. */
function written(day: string, format: DateFormat): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return format.replace("YYYY", year).replace("MM", month).replace("DD", date);
}

const aDay = fc
  .date({ min: new Date("1901-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("a day written in any format is read as that day", () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(...dateFormats), (day, format) => {
      expect(readDay(written(day, format), format)).toBe(day);
    }),
  );
});

test("a day that is not on the calendar is no day", () => {
  for (const text of ["2/29/2023", "13/1/2024", "0/10/2024", "1/32/2024", "1.2.2024", "", "today"]) {
    expect(readDay(text, "MM/DD/YYYY"), text).toBeUndefined();
  }
  expect(readDay("2/29/2024", "MM/DD/YYYY")).toBe("2024-02-29");
  expect(readDay("2024-02-29 10:15", "YYYY-MM-DD")).toBe("2024-02-29");
});

test("a column says which formats read all of it: more than one is left to the user", () => {
  const look = (...cells: string[]) => {
    const column = new ColumnLook("x");
    for (const cell of cells) column.add(cell);
    return column.seen();
  };
  expect(look("10/20/2016", "3/1/2017").dates).toEqual(["MM/DD/YYYY"]);
  expect(look("1/2/2016", "3/1/2017").dates).toEqual(["DD/MM/YYYY", "MM/DD/YYYY"]);
  expect(look("1.2.2016", "").dates).toEqual(["DD.MM.YYYY"]);
  expect(look("1.2.2016", "soon").dates).toEqual([]);
  expect(look("", "").dates).toEqual([]);
  expect(look("1100.04", "55").decimals).toEqual(["."]);
  expect(look("1 100,04", "55").decimals).toEqual([","]);
  expect(look("1,234", "5,678").decimals).toEqual([".", ","]);
  expect(look("1,234", "5,67").decimals).toEqual([","]);
  expect(look("1996", "2012").decimals).toEqual(["."]);
  expect(look("1996", "n/a").decimals).toEqual([]);
  expect(look("a", "", "b", "a", "c", "d", "e", "f")).toMatchObject({ blank: 1, samples: ["a", "b", "c", "d", "e"] });
});

test("an amount is exact in every unit, and never rounded", () => {
  expect(amountOf(readNumber("1100.04", ".")!, 1_000_000, "USD")).toBe(110_004_000_000);
  expect(amountOf(readNumber("1 234,5", ",")!, 1, "RUB")).toBe(123_450);
  expect(amountOf(readNumber("$1,234.50", ".")!, 1, "USD")).toBe(123_450);
  expect(amountOf("5", 1, "JPY")).toBe(5);
  expect(amountOf("0.1", 1, "JPY")).toBe("too_many_digits");
  expect(amountOf("0.001", 1, "USD")).toBe("too_many_digits");
  expect(amountOf("-1", 1, "USD")).toBe("negative");
  expect(amountOf("90071992547409.92", 1, "USD")).toBe("sum_too_large");
  expect(amountOf("99999999999999999999999999", 1, "USD")).toBe("sum_too_large");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (minor) => {
      const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
      expect(amountOf(readNumber(text, ".")!, 1, "USD")).toBe(minor);
    }),
  );
});

test("what is no number is none: groups of thousands must be of thousands", () => {
  for (const text of ["", "abc", "1,2,3", "1.2.3", "12,34.5", "1e5", "0x10", "--5", "1 2"])
    expect(readNumber(text, "."), text).toBeUndefined();
});

test("a cell that a spreadsheet would run is led by an apostrophe", () => {
  for (const cell of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]) expect(neutral(cell)).toBe(`'${cell}`);
  for (const cell of ["", "a=b", "1-2", " =1"]) expect(neutral(cell)).toBe(cell);
});

test("the first moment of a day is in that day and nothing before it is, in zones that jump and in those that do not", () => {
  const zones = [
    "Europe/Moscow",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "Asia/Beirut",
    "Pacific/Chatham",
    "UTC",
  ];
  fc.assert(
    fc.property(aDay, fc.constantFrom(...zones), (day, zone) => {
      const start = new Days(zone).start(day);
      expect(dayIn(start, zone)).toBe(day);
      expect(dayIn(new Date(Date.parse(start) - 1).toISOString(), zone) < day).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("headers are known in both languages, each field once", () => {
  const columns = (...names: string[]) =>
    names.map((name) => ({ name, samples: [], blank: 0, dates: [], decimals: [] }));
  const fields = (entity: Parameters<typeof guessPlan>[0], ...names: string[]) =>
    guessPlan(entity, columns(...names)).map(({ column, field }) => `${column} ${field}`);
  expect(fields("clients", "Название", "ИНН", "Отрасль", "Регион", "Телефон", "Неизвестно", "E-mail")).toEqual([
    "0 name",
    "1 taxNumber",
    "2 industry",
    "3 region",
    "4 phone",
    "6 email",
  ]);
  expect(
    fields(
      "deals",
      "opportunity_id",
      "sales_agent",
      "product",
      "account",
      "deal_stage",
      "engage_date",
      "close_date",
      "close_value",
    ),
  ).toEqual(["0 externalId", "1 manager", "2 product", "3 client", "4 stage", "5 openedOn", "6 closedOn", "7 amount"]);
  expect(fields("products", "Product", "PRODUCT", "Цена")).toEqual(["0 name", "2 price"]);
});

test("a record of an import has the same id whenever it is asked for, and is told from any other", () => {
  const importId = newId("import");
  const id = importedId("deal", importId, "row 7");
  expect(id).toMatch(/^deal_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(importedId("deal", importId, "row 7")).toBe(id);
  expect(importedId("deal", importId, "row 8")).not.toBe(id);
  expect(isMadeBy(importId, id)).toBe(true);
  expect(isMadeBy(`imp_01ARYZ6S41${importId.slice(14)}`, id)).toBe(false);
});
