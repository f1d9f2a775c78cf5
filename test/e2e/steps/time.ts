import type { Locator } from "playwright-core";
import type { Person } from "../support/person.ts";
import { goTo } from "./places.ts";

/** Something to be planned, as the dialog asks for it. */
export interface NewTask {
  what: string;
  type: string;
  day: string;
  time: string;
  /** The line of the durations. */
  lasts: string;
  /** Name of whoever does it. */
  whom: string;
  client?: string;
}

/** Opens the calendar at a day. */
export async function openCalendar(person: Person, day: string): Promise<void> {
  const { t, page } = person;
  await goTo(person, "calendar");
  await person.sees(t("schedule.title"));
  await page.getByLabel(t("schedule.date"), { exact: true }).fill(day);
}

/** Shows the calendar as a day, a week, a month, a list. */
export async function showAs(person: Person, view: string): Promise<void> {
  const { t, page } = person;
  await person.button(t(`schedule.views.${view}`), page.getByRole("group", { name: t("schedule.view") })).click();
}

/** Fills in the dialog of a new task, opened by the button of the page; answers it unsent. */
export async function fillTask(person: Person, task: NewTask): Promise<Locator> {
  const { t, page } = person;
  await person.button(t("schedule.plan")).first().click();
  const dialog = page.getByRole("dialog", { name: t("tasks.new") });
  await person.field(t("tasks.text"), dialog).fill(task.what);
  await person.field(t("tasks.day"), dialog).fill(task.day);
  await person.field(t("tasks.time"), dialog).fill(task.time);
  await person.field(t("tasks.length"), dialog).selectOption({ label: task.lasts });
  await person.field(t("tasks.type"), dialog).selectOption({ label: task.type });
  const others = dialog.getByRole("button", { name: t("picker.remove", { name: "" }) });
  while ((await others.count()) > 0) await others.first().click();
  await person.field(t("tasks.forWhom"), dialog).fill(task.whom);
  await dialog.getByRole("option", { name: task.whom }).click();
  if (task.client) {
    await person.field(t("tasks.client"), dialog).fill(task.client);
    await dialog.getByRole("option", { name: task.client }).click();
  }
  return dialog;
}

/** What the dialog of a new task says of a person's time. */
export async function saysOf({ t }: Person, dialog: Locator, name: string, state: "free" | "busy"): Promise<void> {
  await dialog
    .getByRole("listitem")
    .filter({ hasText: `${name}: ${t(`schedule.hint.${state}`)}` })
    .waitFor();
}
