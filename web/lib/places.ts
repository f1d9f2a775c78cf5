/** Currency of the countries whose time zones people of the product are most likely in; the euro elsewhere in Europe. */
const currencies: Record<string, readonly string[]> = {
  RUB: [
    "Europe/Moscow",
    "Europe/Kaliningrad",
    "Europe/Samara",
    "Europe/Saratov",
    "Europe/Ulyanovsk",
    "Europe/Astrakhan",
    "Europe/Volgograd",
    "Europe/Kirov",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Barnaul",
    "Asia/Tomsk",
    "Asia/Novokuznetsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Chita",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Sakhalin",
    "Asia/Kamchatka",
  ],
  BYN: ["Europe/Minsk"],
  UAH: ["Europe/Kyiv", "Europe/Kiev"],
  KZT: ["Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qostanay", "Asia/Qyzylorda"],
  UZS: ["Asia/Tashkent", "Asia/Samarkand"],
  KGS: ["Asia/Bishkek"],
  AMD: ["Asia/Yerevan"],
  GEL: ["Asia/Tbilisi"],
  AZN: ["Asia/Baku"],
  GBP: ["Europe/London"],
  CHF: ["Europe/Zurich"],
  PLN: ["Europe/Warsaw"],
  CZK: ["Europe/Prague"],
  SEK: ["Europe/Stockholm"],
  NOK: ["Europe/Oslo"],
  DKK: ["Europe/Copenhagen"],
  TRY: ["Europe/Istanbul"],
  RSD: ["Europe/Belgrade"],
  JPY: ["Asia/Tokyo"],
  CNY: ["Asia/Shanghai"],
  INR: ["Asia/Kolkata", "Asia/Calcutta"],
  AED: ["Asia/Dubai"],
  ILS: ["Asia/Jerusalem"],
};

/** A guess at the currency of a time zone (ISO 4217), to be corrected by the person. */
export function currencyOfZone(zone: string): string {
  const known = Object.entries(currencies).find(([, zones]) => zones.includes(zone))?.[0];
  return known ?? (zone.startsWith("Europe/") ? "EUR" : "USD");
}

/** The time zone of this browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Time zones this browser knows, with `also` among them. */
export function allZones(also: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), also])].filter(Boolean).sort();
}

/** Currencies this browser knows, with their names in a language: the code first, so that typing it finds it. */
export function allCurrencies(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
}
