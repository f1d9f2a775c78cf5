import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Locator } from "playwright-core";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { company } from "./places.ts";

/** What becomes of a value, as the lines of its selects are called, from the left to the right. */
export type Says = readonly (string | { name: string } | { day: string })[];

/** A file and what its importer says when asked. */
export interface Story {
  path: string;
  entity: "employees" | "products" | "clients" | "deals";
  drop?: boolean;
  /** Answers to what a column leaves open: the select's name and its line. */
  columns?: Record<string, { asked: string; answer: string }>;
  /** Decisions by field and value; the value `blank` stands for blank cells. */
  says?: Record<string, Record<string, Says>>;
  /** Fields of which all other values become new records as they are called. */
  makeAll?: readonly string[];
}

/** Brings a file in: chosen or dropped, columns seen, values decided of, run to its end. */
export async function importFile(person: Person, story: Story, picture?: string): Promise<void> {
  const { t, page } = person;
  await person.open(`${company(person)}/imports`);
  await person.sees(t("imports.title"));
  if (story.drop) await drop(person, story.path);
  else await person.field(t("imports.chooseFile")).setInputFiles(story.path);
  // What the file holds is guessed by its name.
  const kinds = page.getByRole("group", { name: t("imports.what") });
  await kinds.getByRole("button", { name: t(`imports.entities.${story.entity}`), pressed: true }).waitFor();
  if (picture) await look(person, `${picture}-begin`);
  await person.button(t("imports.begin")).click();
  await person.sees(basename(story.path));

  await page.getByRole("heading", { name: t("imports.columns") }).waitFor();
  for (const [column, { asked, answer }] of Object.entries(story.columns ?? {})) {
    await person.field(t("imports.becomesOf", { column, name: asked })).selectOption({ label: answer });
  }
  if (picture) await look(person, `${picture}-columns`);
  await person.button(t("imports.check")).click();

  const start = person.button(t("imports.start"));
  await start.waitFor();
  for (const [field, decisions] of Object.entries(story.says ?? {})) {
    for (const [value, says] of Object.entries(decisions))
      await decide(person, panel(person, story, field), value, says);
  }
  for (const field of story.makeAll ?? []) {
    await panel(person, story, field)
      .getByRole("button", { name: startOf(t("imports.createAll", { count: 7777 })) })
      .click();
  }
  await page.getByText(startOf(t("imports.allDecided", { rows: "7777" }))).waitFor();
  if (picture) await look(person, `${picture}-decisions`);
  await start.click();
}

/** Waits for the end of the import that is open, and reads its counts: created, updated, skipped, refused, also. */
export async function whenImported(person: Person): Promise<number[]> {
  const { t, page } = person;
  await page.getByRole("heading", { name: t("imports.states.done"), exact: true }).waitFor({ timeout: 400_000 });
  const numbers = await page.getByRole("definition").allTextContents();
  return numbers.map((text) => Number(text.replaceAll(/\D/g, "")));
}

/** Takes the import that is open back. */
export async function revert(person: Person): Promise<void> {
  const { t, page } = person;
  await person.button(t("imports.revert")).click();
  const dialog = page.getByRole("dialog", { name: t("imports.revertTitle") });
  await person.button(t("imports.revert"), dialog).click();
  await page.getByRole("heading", { name: t("imports.states.reverted"), exact: true }).waitFor({ timeout: 60_000 });
}

function panel({ page, t }: Person, { entity }: Story, field: string): Locator {
  const heading = page.getByRole("heading", { name: t(`imports.fields.${entity}.${field}`), level: 2, exact: true });
  return page.locator("section").filter({ has: heading });
}

async function decide({ t }: Person, within: Locator, value: string, says: Says): Promise<void> {
  const row = within
    .getByRole("row")
    .filter({ has: within.page().getByRole("rowheader", { name: value, exact: true }) });
  for (const [index, answer] of says.entries()) {
    if (typeof answer === "string") await row.getByRole("combobox").nth(index).selectOption({ label: answer });
    else if ("day" in answer) await row.getByLabel(t("imports.day")).fill(answer.day);
    else {
      const name = row.getByRole("textbox");
      await name.fill(answer.name);
      await name.blur();
    }
  }
}

/** Drops a file from outside onto the page, as a person drags it out of a folder. */
async function drop({ page, t }: Person, path: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([text], name, { type: "text/csv" }));
      return carried;
    },
    [basename(path), readFileSync(path, "utf8")] as const,
  );
  const zone = page.getByText(t("imports.dropHere"));
  await zone.dispatchEvent("dragover", { dataTransfer: transfer });
  await zone.dispatchEvent("drop", { dataTransfer: transfer });
}

/** A text up to the number that stands in it. */
function startOf(text: string): RegExp {
  return new RegExp(`^${text.slice(0, text.indexOf("7777")).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}
