import type { Person } from "../support/person.ts";

/** Path of the company a person has before him. */
export function company({ page }: Person): string {
  const path = /\/co_\w+/.exec(new URL(page.url()).pathname)?.[0];
  if (!path) throw new Error(`No company is open at ${page.url()}`);
  return path;
}

/** Opens a place of the company by the navigation. */
export async function goTo(person: Person, place: string): Promise<void> {
  const { t, page } = person;
  const navigation = page.getByRole("navigation", { name: t("shell.navigation") });
  await person.link(t(`shell.places.${place}`), navigation).click();
}
