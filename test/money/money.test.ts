import fc from "fast-check";
import { expect, test } from "vitest";
import { AmountMinor, Currency, exponentOf, parseAmount, sumMinor } from "#shared/money.ts";

const currencies = ["RUB", "USD", "EUR", "JPY", "KRW", "KWD", "TND", "KZT"];
const currency = fc.constantFrom(...currencies);
const amount = fc.oneof(fc.nat(1_000_000), fc.maxSafeNat());

test("currencies have the digits of ISO 4217", () => {
  expect(currencies.map(exponentOf)).toEqual([2, 2, 2, 0, 0, 3, 3, 2]);
});

test("every amount written out, grouped or not, with point or comma, is read back to the minor unit", () => {
  const blanks = ["", " ", "\u00a0", "\u202f", "'"];
  fc.assert(
    fc.property(
      amount,
      currency,
      fc.constantFrom(...blanks),
      fc.constantFrom(".", ","),
      (minor, code, blank, point) => {
        const exponent = exponentOf(code);
        const digits = String(minor).padStart(exponent + 1, "0");
        const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, blank);
        const text = exponent === 0 ? whole : whole + point + digits.slice(-exponent);
        expect(parseAmount(text, code)).toBe(minor);
        expect(parseAmount(`${text}${exponent === 0 ? point : ""}000`, code)).toBe(minor);
      },
    ),
  );
});

test("what no amount is, is refused and never rounded", () => {
  const refused = [
    "",
    " ",
    "-1",
    "+1",
    "1.001",
    "1,2,3",
    "1.2.3",
    "1e3",
    "0x10",
    "Infinity",
    "NaN",
    "١٢",
    "1 руб",
    ".5",
    "5.",
    "90071992547409.92",
    "99999999999999999999",
  ];
  for (const text of refused) expect(parseAmount(text, "RUB"), text).toBeUndefined();
  expect(parseAmount("1.5", "JPY")).toBeUndefined();
  expect(parseAmount("90071992547409.91", "RUB")).toBe(Number.MAX_SAFE_INTEGER);
});

test("whatever the text, the answer is a valid amount or none", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789., '-+eE\u00a0".split("")) }));
  fc.assert(
    fc.property(text, currency, (given, code) => {
      const minor = parseAmount(given, code);
      expect(minor === undefined || AmountMinor.safeParse(minor).success).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a sum is exact in any order, or refused", () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 50 }), (amounts) => {
      const exact = amounts.reduce((sum, one) => sum + BigInt(one), 0n);
      const sum = (of: number[]) => {
        try {
          return BigInt(sumMinor(of));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return undefined;
        }
      };
      const expected = exact <= BigInt(Number.MAX_SAFE_INTEGER) ? exact : undefined;
      expect(sum(amounts)).toBe(expected);
      expect(sum(amounts.toReversed())).toBe(expected);
    }),
  );
});

test("an amount is a whole number of minor units that counts exactly, a currency one that exists", () => {
  for (const wrong of [-1, 0.1, Number.MAX_SAFE_INTEGER + 1, Number.NaN, "1"])
    expect(AmountMinor.safeParse(wrong).success).toBe(false);
  for (const wrong of ["", "rub", "RU", "ZZZ", "RUB "]) expect(Currency.safeParse(wrong).success).toBe(false);
  for (const code of currencies) expect(Currency.safeParse(code).success).toBe(true);
});
