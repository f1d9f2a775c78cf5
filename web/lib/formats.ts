"use client";
import { useLocale } from "next-intl";
import { useMemo } from "react";
import { exponentOf } from "#shared/money.ts";
import { dayIn } from "#shared/time.ts";
import { useCompany, useTimeZone } from "./company.tsx";
import { decimalOf } from "./decimal.ts";

/** How this page writes money, numbers and times: in the language of the screen, the currency of the company, his own zone. */
export function useFormats() {
  const locale = useLocale();
  const { company } = useCompany();
  const timeZone = useTimeZone();
  const ownCurrency = company?.currency;
  return useMemo(() => {
    const moneys = new Map<string, Intl.NumberFormat>();
    const zone = timeZone ? { timeZone } : {};
    const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
    const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", ...zone });
    const number = new Intl.NumberFormat(locale);
    const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" });
    return {
      /** An amount; whole units where there is no fraction, so that columns stay narrow. Empty until the currency is known. */
      money(minor: number, currency = ownCurrency): string {
        if (!currency) return "";
        const whole = minor % 10 ** exponentOf(currency) === 0;
        const name = `${currency}${whole ? "" : "."}`;
        let format = moneys.get(name);
        if (!format) {
          const digits = whole ? 0 : exponentOf(currency);
          format = new Intl.NumberFormat(locale, {
            style: "currency",
            currency,
            currencyDisplay: "narrowSymbol",
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          });
          moneys.set(name, format);
        }
        return format.format(decimalOf(minor, currency));
      },
      number: (value: number) => number.format(value),
      /** A day of the calendar, `2026-11-22`. */
      day: (value: string) => day.format(new Date(`${value}T00:00:00Z`)),
      /** A day without its year. */
      shortDay: (value: string) => shortDay.format(new Date(`${value}T00:00:00Z`)),
      /** A moment, in the zone of the company. */
      moment: (instant: string) => moment.format(new Date(instant)),
      /** Wall time as it was meant, `2026-12-01T10:00`. */
      wallTime: (wall: string) =>
        `${day.format(new Date(`${wall.slice(0, 10)}T00:00:00Z`))}, ${time.format(new Date(`${wall}Z`))}`,
      /** Today in the zone of the company. */
      today: () => dayIn(new Date().toISOString(), timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
    };
  }, [locale, timeZone, ownCurrency]);
}
