import type { Unique } from "../table/entity.ts";
import type { Client, Contact } from "./schema.ts";

/** Fields of a card whose values belong to one card at most (rule 1). */
export type KeyField = "tax" | "phone" | "email";

/** The plans of all countries, loaded with the first number: they are a sixth of what a function would load at its start. */
let plans: Promise<typeof import("libphonenumber-js/min")> | undefined;

/**
 * A telephone number in E.164, one without a country code read as of the country of the company's currency (ISO 4217
 * codes begin with the country's, ISO 3166); only its digits where no plan of numbers knows it. An extension is no
 * part of it.
 */
export async function normalPhone(typed: string, currency: string): Promise<string> {
  const { default: parsePhone, isSupportedCountry } = await (plans ??= import("libphonenumber-js/min"));
  const country = currency.slice(0, 2);
  const parsed = parsePhone(typed, isSupportedCountry(country) ? country : undefined);
  if (parsed?.isPossible()) return parsed.number;
  return typed.replace(/(?:доб|ext|x|#).*$/iu, "").replace(/\D/g, "");
}

/** A tax number as compared: its letters and digits alone, in capitals. */
export function normalTaxNumber(typed: string): string {
  return typed.toUpperCase().replace(/[^\p{L}\d]/gu, "");
}

/** An e-mail address as compared. Dots and tags stay: only the mailbox's host knows what they mean. */
export function normalEmail(typed: string): string {
  return typed.trim().toLowerCase();
}

type Keyed = Partial<Pick<Client, "taxNumber">> & Pick<Client | Contact, "phones" | "emails">;

/** The values of a card or a contact that find it and no other; those marked shared are left out. */
export async function keysOf(record: Keyed, currency: string): Promise<Unique[]> {
  const tax = record.taxNumber ? [{ field: "tax", value: normalTaxNumber(record.taxNumber) }] : [];
  const phones = await Promise.all(
    record.phones
      .filter(({ shared }) => !shared)
      .map(async ({ value }) => ({ field: "phone", value: await normalPhone(value, currency) })),
  );
  const emails = record.emails
    .filter(({ shared }) => !shared)
    .map(({ value }) => ({ field: "email", value: normalEmail(value) }));
  return distinct([...tax, ...phones, ...emails].filter(({ value }) => value.length > 0));
}

/** Each value once. */
export function distinct(keys: readonly Unique[]): Unique[] {
  return [...new Map(keys.map((key) => [`${key.field}|${key.value}`, key])).values()];
}

/** Values in the first list that the second lacks. */
export function without(keys: readonly Unique[], others: readonly Unique[]): Unique[] {
  const known = new Set(others.map(({ field, value }) => `${field}|${value}`));
  return keys.filter(({ field, value }) => !known.has(`${field}|${value}`));
}
