import type { Locator } from "playwright-core";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { goTo } from "./places.ts";

/** A card as it is typed; selects by the lines chosen. */
export interface NewCard {
  name: string;
  taxNumber: string;
  phone: string;
  email: string;
  contact: { lastName: string; firstName: string; post: string; email: string };
  chosen?: Partial<Record<"regionId" | "industryId" | "interestId" | "sourceId" | "triggerId" | "initiative", string>>;
  need?: string;
}

/** Makes a card with its first contact person. Ends on the card. */
export async function makeCard(person: Person, card: NewCard, picture?: string): Promise<void> {
  const { t, page } = person;
  const dialog = await openNewCard(person);
  const field = (name: string, within: Locator = dialog) => person.field(name, within).first();
  await field(t("clients.fields.name")).fill(card.name);
  await field(t("clients.fields.taxNumber")).fill(card.taxNumber);
  await field(t("clients.fields.phones")).fill(card.phone);
  await field(t("clients.fields.emails")).fill(card.email);
  const contact = dialog.getByRole("group", { name: t("clients.contact.first") });
  for (const name of ["lastName", "firstName", "post"] as const) {
    await field(t(`clients.contact.${name}`), contact).fill(card.contact[name]);
  }
  await field(t("clients.contact.emails"), contact).fill(card.contact.email);
  for (const [name, line] of Object.entries(card.chosen ?? {})) {
    await field(t(`clients.fields.${name}`)).selectOption({ label: line });
  }
  if (card.need) await field(t("clients.fields.need")).fill(card.need);
  if (picture) await look(person, `${picture}-new`);
  await person.button(t("clients.make"), dialog).click();
  await person.sees(card.name);
  await page.getByRole("form", { name: t("history.compose") }).waitFor();
  if (picture) await look(person, `${picture}-fresh`);
}

/** Types a tax number that another card has: told at once who leads it, and refused all the same when saved. */
export async function meetDuplicate(
  person: Person,
  { taxNumber, curator, since }: { taxNumber: string; curator: string; since: string },
): Promise<void> {
  const { t } = person;
  const dialog = await openNewCard(person);
  const told = t("clients.duplicate.told", { curator, since });
  await person.field(t("clients.fields.name"), dialog).first().fill("The same once more");
  await person.field(t("clients.fields.taxNumber"), dialog).fill(taxNumber);
  await dialog.getByRole("status").getByText(told).waitFor();
  person.expects(409, /\/api\/v1\/clients$/);
  await person.button(t("clients.make"), dialog).click();
  const refusal = dialog.getByRole("alert");
  await refusal.getByText(t("clients.duplicate.title.tax")).waitFor();
  await refusal.getByText(told).waitFor();
  await look(person, "duplicate");
  await person.button(t("common.cancel"), dialog).click();
}

async function openNewCard(person: Person): Promise<Locator> {
  const { t, page } = person;
  await goTo(person, "clients");
  await person.sees(t("clients.title"));
  await person.button(t("clients.new")).first().click();
  return page.getByRole("dialog", { name: t("clients.new") });
}

/** Adds one more contact person to the card that is open. */
export async function addContact(person: Person, lastName: string, firstName: string): Promise<void> {
  const { t, page } = person;
  const who = page.getByRole("region", { name: t("card.parts.who") });
  await person.button(t("card.contacts.add"), who).click();
  const dialog = page.getByRole("dialog", { name: t("card.contacts.addTitle") });
  await person.field(t("clients.contact.lastName"), dialog).fill(lastName);
  await person.field(t("clients.contact.firstName"), dialog).fill(firstName);
  await look(person, "contact-dialog");
  await person.button(t("common.add"), dialog).click();
  await who.getByText(lastName).waitFor();
}

/** Writes an entry of History on the card that is open; without a result it is refused. */
export async function writeEntry(
  person: Person,
  { type, result, next }: { type: string; result: string; next: string },
): Promise<void> {
  const { t, page } = person;
  const composer = page.getByRole("form", { name: t("history.compose") });
  await person.button(t("history.write"), composer).click();
  await composer.getByText(t("issues.too_short", { least: 2 })).waitFor();
  await person.field(t("history.result"), composer).fill(result);
  await person.field(t("history.type"), composer).selectOption({ label: type });
  await person.field(t("when.what"), composer).fill(next);
  await person.button(t("when.jumps.1"), composer).click();
  await person.button(t("history.write"), composer).click();
  const entry = entryOf(person, result);
  await entry.getByText(type, { exact: true }).waitFor();
  await page
    .getByRole("region", { name: t("card.parts.work") })
    .getByText(next, { exact: true })
    .waitFor();
}

/** Finishes a step of the card that is open with its result; the next one is suggested and taken. */
export async function finishStep(person: Person, step: string, result: string): Promise<void> {
  const { t, page } = person;
  await person.button(t("steps.done", { text: step })).click();
  const form = page.getByRole("form", { name: t("steps.finishTitle", { text: step }) });
  await person.field(t("steps.result"), form).fill(result);
  await look(person, "finish-step");
  await person.button(t("steps.finish"), form).click();
  await entryOf(person, result).waitFor();
}

/** The entry of History with a result. */
export function entryOf({ page, t }: Person, result: string): Locator {
  return page
    .getByRole("region", { name: t("card.parts.history") })
    .getByRole("listitem")
    .filter({ hasText: result });
}
