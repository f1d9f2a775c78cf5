import { templates } from "#shared/pipelines/templates.ts";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";

/** Chooses how the company sells, by one of the two ready regulations. */
export async function choosePipeline(person: Person, template: "seven" | "six", picture?: string): Promise<void> {
  const { t, page } = person;
  await person.sees(t("start.title"));
  await page.getByRole("radio", { name: templates[template].name[person.language] }).check();
  if (picture) await look(person, `${picture}-pipeline`);
  await person.button(t("start.pipeline.action")).click();
  await page.getByText(t("start.data.title")).waitFor();
  if (picture) await look(person, `${picture}-data`);
}

/** Chooses what the company begins with; demo data takes a while. */
export async function beginWith(person: Person, way: "import" | "empty" | "demo"): Promise<void> {
  const { t, page } = person;
  await page.getByRole("button", { name: t(`start.data.${way}.name`) }).click();
}
