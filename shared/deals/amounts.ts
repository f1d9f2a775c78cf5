import { invalid } from "../errors.ts";
import { sumMinor } from "../money.ts";
import type { Deal } from "./schema.ts";

type Line = Deal["lines"][number];

/** Digits after the point a quantity may have. */
const SCALE = 6n;

/** Amount of a line in minor units: price by quantity, rounded half away from zero. Throws RangeError beyond the safe integers. */
export function lineAmount({ priceMinor, quantity }: Line): number {
  const [whole = "0", fraction = ""] = quantity.split(".");
  const scaled = BigInt(whole + fraction.padEnd(Number(SCALE), "0"));
  const unit = 10n ** SCALE;
  const product = BigInt(priceMinor) * scaled;
  const rounded = (product * 2n + unit) / (unit * 2n);
  if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError("An amount left the safe integers");
  return Number(rounded);
}

/** Amount of a deal: the sum of its lines, or what was planned where it has none. */
export function dealAmount(lines: readonly Line[], planned: number | undefined): number {
  if (lines.length === 0) return planned ?? 0;
  try {
    return sumMinor(lines.map(lineAmount));
  } catch (error) {
    if (error instanceof RangeError) throw invalid("lines", "sum_too_large");
    throw error;
  }
}
