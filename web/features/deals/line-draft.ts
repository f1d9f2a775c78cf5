import { lineAmount } from "#shared/deals/amounts.ts";
import { Quantity, type DealView } from "#shared/deals/schema.ts";
import { parseAmount, sumMinor } from "#shared/money.ts";
import { amountText } from "../../lib/amount-text.ts";

/** A line of a deal as it is being typed. */
export interface LineDraft {
  productId: string;
  quantity: string;
  price: string;
}

type Line = DealView["lines"][number];

/** A line for its form. */
export function draftOf({ productId, quantity, priceMinor }: Line, currency: string, locale: string): LineDraft {
  return { productId, quantity, price: amountText(priceMinor, currency, locale) };
}

/** A line as the contract wants it; a price that is no amount becomes NaN, which it refuses. */
export function inputOf({ productId, quantity, price }: LineDraft, currency: string): Line {
  return {
    productId,
    quantity: quantity.trim().replace(",", "."),
    priceMinor: parseAmount(price, currency) ?? NaN,
  };
}

/** The sum of lines in minor units; undefined while one of them is no line yet, or the sum is too large. */
export function totalOf(lines: readonly Line[]): number | undefined {
  if (lines.some(({ quantity, priceMinor }) => Number.isNaN(priceMinor) || !Quantity.safeParse(quantity).success)) {
    return undefined;
  }
  try {
    return sumMinor(lines.map(lineAmount));
  } catch {
    return undefined;
  }
}
