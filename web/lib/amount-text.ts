import { decimalOf } from "./decimal.ts";

/** An amount as one would type it: no fraction where it is zero, the point of the language. `parseAmount` reads it back. */
export function amountText(minor: number, currency: string, locale: string): string {
  const text = decimalOf(minor, currency).replace(/\.0+$/, "");
  return locale === "ru" ? text.replace(".", ",") : text;
}
