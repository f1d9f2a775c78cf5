import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { company, goTo } from "./places.ts";

/** Opens each page of the settings and looks at it. */
export async function lookAtSettings(person: Person, pages: readonly string[]): Promise<void> {
  const { t, page } = person;
  await goTo(person, "settings");
  for (const name of pages) {
    await person.link(t(`settings.pages.${name}`), page.getByRole("navigation", { name: t("settings.title") })).click();
    await page.waitForURL(`**${company(person)}/settings/${name}`);
    await person.sees(t(`${name}.title`));
    await look(person, `settings-${name}`);
  }
}
