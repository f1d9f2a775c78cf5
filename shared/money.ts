import * as z from "zod";

let currencies: ReadonlySet<string> | undefined;

/** Every deal that is answered asks: the runtime makes its list anew each time, so it is asked for once. */
function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf("currency"));
  return currencies.has(code);
}

/** An ISO 4217 code that this runtime can format. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine(isCurrency, { error: "unknown_currency" })
  .meta({ description: "ISO 4217 currency code" });

/** An amount in minor units of its currency (cents, kopecks): a safe integer, never negative. */
export const AmountMinor = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Digits after the point in a currency (ISO 4217 exponent): 2 for RUB, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Minor units of a decimal text, `1234.5` or `1 234,50`; undefined when it is no amount, is negative,
 * has more digits after the point than the currency, or leaves the safe integers.
 */
export function parseAmount(text: string, currency: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f']/g, "").replace(",", ".");
  const match = /^(\d{1,16})(?:\.(\d+))?$/.exec(plain);
  if (!match) return undefined;
  const exponent = exponentOf(currency);
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > exponent) return undefined;
  const minor = BigInt(match[1]! + fraction.padEnd(exponent, "0"));
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : undefined;
}

/**
 * The total of amounts of many records, each of them right: one beyond the safe integers is told as the largest of them,
 * so that no record, however large, takes the figure or the list below it from everybody else.
 */
export function totalMinor(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total = Math.min(total + amount, Number.MAX_SAFE_INTEGER);
  return total;
}

/** The sum of safe integers; throws RangeError when the total is none. */
export function sumMinor(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (!Number.isSafeInteger(total)) throw new RangeError("A sum left the safe integers");
  }
  return total;
}
