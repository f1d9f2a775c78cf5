import { exponentOf } from "#shared/money.ts";

type Decimal = `${number}`;

/** Minor units as the decimal number they mean: 123456 of RUB is `1234.56`; exact for every safe integer. */
export function decimalOf(minor: number, currency: string): Decimal {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent > 0 ? `.${digits.slice(-exponent)}` : "";
  return `${minor < 0 ? "-" : ""}${whole}${fraction}` as Decimal;
}
