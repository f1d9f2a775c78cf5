import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";

/** Finds a client by Ctrl K and opens its card by Enter. */
export async function findClient(person: Person, name: string): Promise<void> {
  const { t, page } = person;
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: t("search.title") });
  await dialog.getByRole("combobox").fill(name);
  await dialog.getByRole("option", { name }).first().waitFor();
  await look(person, "search");
  await page.keyboard.press("Enter");
  await person.sees(name);
}

/** Opens an address that leads nowhere, and the page of the API. */
export async function lookAround(person: Person, lost: string): Promise<void> {
  const { t } = person;
  person.expects(404, new RegExp(`^${lost}$`));
  await person.open(lost);
  await person.sees(t("errors.lost.title"));
  await look(person, "lost");
  await person.open("/api-docs");
  await person.sees(t("apiDocs.title"));
  await look(person, "api-docs");
}
