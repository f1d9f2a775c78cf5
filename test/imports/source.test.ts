import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BrokenFile, rowsOf, sniff, type SourceFormat } from "#shared/imports/source.ts";

/** Rows of bytes that come in pieces of some length. */
async function read(bytes: Buffer, given: Partial<SourceFormat> = {}, piece = 7) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) =>
    bytes.subarray(at * piece, (at + 1) * piece),
  );
  const { format, whole } = await sniff(Readable.from(pieces), given);
  const rows: string[][] = [];
  for await (const { cells } of rowsOf(whole, format)) rows.push(cells);
  return { ...format, rows };
}

/** Cyrillic text as windows-1251 has it. */
function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (sign) => {
      const code = sign.codePointAt(0)!;
      if (code < 128) return code;
      return sign === "Ё" ? 0xa8 : sign === "ё" ? 0xb8 : code - 0x410 + 0xc0;
    }),
  );
}

const russian = "Название;Город\r\nООО Ёж;Орёл\r\n";
const rows = [
  ["Название", "Город"],
  ["ООО Ёж", "Орёл"],
];

test.each([
  ["UTF-8", Buffer.from(russian), "utf-8"],
  ["UTF-8 with its mark", Buffer.from(`\ufeff${russian}`), "utf-8"],
  ["UTF-16, the low byte first", Buffer.from(`\ufeff${russian}`, "utf16le"), "utf-16le"],
  ["UTF-16, the high byte first", Buffer.from(`\ufeff${russian}`, "utf16le").swap16(), "utf-16be"],
  ["windows-1251", windows1251(russian), "windows-1251"],
])("reads %s without being told", async (_, bytes, encoding) => {
  expect(await read(bytes)).toEqual({ encoding, delimiter: ";", rows });
});

test("finds the sign between cells, also where another one stands inside quotes", async () => {
  expect((await read(Buffer.from('a;b\n"1,2,3";4\n"5,6,7";8\n'))).delimiter).toBe(";");
  expect((await read(Buffer.from("a\tb, c\n1\t2, 3\n"))).delimiter).toBe("\t");
  expect((await read(Buffer.from("a|b\n1|2\n"))).delimiter).toBe("|");
  expect((await read(Buffer.from("name\nAcme\n"))).rows).toEqual([["name"], ["Acme"]]);
  expect((await read(Buffer.from("a;b\n1;2\n"), { delimiter: "," })).rows[0]).toEqual(["a;b"]);
});

test("counts rows as a spreadsheet does and leaves out those that are empty", async () => {
  const { format, whole } = await sniff(Readable.from([Buffer.from('a,b\n\n"x\ny",1\n , \n2,3\n')]), {});
  const numbers: number[] = [];
  for await (const { row } of rowsOf(whole, format)) numbers.push(row);
  expect(numbers).toEqual([1, 3, 5]);
});

async function broken(bytes: Buffer): Promise<unknown> {
  return read(bytes).then(
    () => "read",
    (error: unknown) => (error instanceof BrokenFile ? { reason: error.reason, ...error.params } : error),
  );
}

test("says in which line a quote is broken", async () => {
  expect(await broken(Buffer.from('a,b\n1,"x\ny"\n3,"4\n5,6\n7,8\n'))).toEqual({ reason: "quote_not_closed", line: 4 });
  expect(await broken(Buffer.from('a,b\n1,2\n3,"4" x\n5,6\n'))).toEqual({ reason: "stray_quote", line: 3 });
  expect(await broken(Buffer.from('a,b\n1,2\n3,4"x\n5,6\n'))).toEqual({ reason: "stray_quote", line: 3 });
  const long = Buffer.from(`a,b\n1,2\n3,"4\n${"5,6\n".repeat(50_000)}`);
  expect(await broken(long)).toEqual({ reason: "row_too_long", line: 3, most: 128 });
});

test("refuses what is no text", async () => {
  expect(await broken(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 1, 0, 0, 9]))).toEqual({ reason: "not_text" });
});

test("gives every table back as it was written, in any pieces", async () => {
  const cell = fc
    .string({ unit: fc.constantFrom("a", "é", "Ж", '"', ",", ";", "\n", " ", "=") })
    .map((text) => text.trim());
  const table = fc.array(fc.tuple(fc.constant("x"), cell, cell), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 50 }), async (written, piece) => {
      const quoted = written.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\n");
      const { rows: found } = await read(Buffer.from(quoted), { delimiter: ",", encoding: "utf-8" }, piece);
      expect(found).toEqual(written);
    }),
    { numRuns: 60 },
  );
});
