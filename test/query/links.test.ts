import { expect, test } from "vitest";
import { defineColumns } from "#shared/query/columns.ts";
import { Rows } from "#shared/query/rows.ts";

interface Place {
  id: string;
  ver: number;
  above?: string;
}
const columns = defineColumns<Place>("place", 1, { above: { kind: "id", of: (one) => one.above } });
const rowsOf = () => new Rows(columns);

test("a row finds the record it points at whichever of them came first, and whatever became of either", () => {
  const [houses, rooms] = [rowsOf(), rowsOf()];
  const houseOf = rooms.link("above", houses);
  rooms.apply([1, "room", 1, "red"], "");
  expect(houseOf(0)).toBeUndefined();
  houses.apply([1, "blue", 1, null], "");
  houses.apply([1, "red", 1, null], "");
  expect(houseOf(0)).toBe(1);
  rooms.apply([1, "room", 2, "blue"], "");
  expect(houseOf(0)).toBe(0);
  houses.apply([-1, "blue", 2], "");
  expect(houseOf(0)).toBeUndefined();
  houses.apply([1, "blue", 3, null], "");
  expect(houseOf(0)).toBe(0);
  rooms.apply([1, "room", 3, null], "");
  expect(houseOf(0)).toBeUndefined();
});
