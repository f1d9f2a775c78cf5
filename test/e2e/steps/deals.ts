import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { goTo } from "./places.ts";

/** Opens a deal from the card that is open. */
export async function openDeal(person: Person, title: string, amount: string, picture?: string): Promise<void> {
  const { t, page } = person;
  const work = page.getByRole("region", { name: t("card.parts.work") });
  await person.button(t("deals.new"), work).click();
  const dialog = page.getByRole("dialog", { name: t("deals.new") });
  await person.field(t("deals.name"), dialog).fill(title);
  await person.field(new RegExp(`^${t("deals.plannedAmount", { currency: "" })}`), dialog).fill(amount);
  if (picture) await look(person, picture);
  await person.button(t("deals.open"), dialog).click();
  await person.link(title, work).waitFor();
}

/** Opens the board, with the deals that a word is found in. */
export async function openBoard(person: Person, find: string): Promise<void> {
  const { t, page } = person;
  const word = encodeURIComponent(find).replaceAll("%20", "+");
  await goTo(person, "deals");
  await page.getByRole("table", { name: t("deals.title") }).waitFor();
  await person.button(t("deals.views.board")).click();
  const narrowed = page.waitForResponse(
    (answer) => answer.url().includes(`/deals/board?`) && answer.url().includes(word),
  );
  await person.field(t("deals.find")).fill(find);
  await narrowed;
}

/** A deal on the board, in a stage. */
export function onBoard({ page }: Person, stage: string, title: string): Locator {
  return page.getByRole("region", { name: stage, exact: true }).getByRole("group", { name: title, exact: true });
}

/** Drags a deal by the mouse from a stage to another. */
export async function dragDeal(person: Person, title: string, from: string, to: string): Promise<void> {
  const { page } = person;
  const card = await boxOf(onBoard(person, from, title));
  const stage = await boxOf(page.getByRole("region", { name: to, exact: true }));
  // Beside the texts of the card: its links and its menu are no handles.
  await page.mouse.move(card.x + card.width / 2, card.y + card.height - 6);
  await page.mouse.down();
  await page.mouse.move(card.x + card.width / 2 + 12, card.y + card.height - 2, { steps: 3 });
  await page.mouse.move(stage.x + stage.width / 2, stage.y + 90, { steps: 12 });
  await announced(person, person.t("deals.board.over", { stage: to }));
  await page.mouse.up();
  await onBoard(person, to, title).waitFor();
}

/** Carries a deal by the keyboard to the stage beside its own. */
export async function carryDeal(person: Person, title: string, from: string, to: string): Promise<void> {
  const { page, t } = person;
  // A card whose move is on its way stays where it is.
  const card = onBoard(person, from, title).and(page.locator(":not([data-moving])"));
  await card.focus();
  await page.keyboard.press("Space");
  await announced(person, t("deals.board.lifted", { deal: title, stage: from }));
  await page.keyboard.press("ArrowRight");
  await announced(person, t("deals.board.over", { stage: to }));
  await page.keyboard.press("Space");
  await onBoard(person, to, title).waitFor();
}

/** What a screen reader is told. */
async function announced({ page }: Person, text: string): Promise<void> {
  await page.locator("[aria-live=assertive]").getByText(text).waitFor({ state: "attached" });
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error("Nothing to be seen there");
  return box;
}

/** Closes a deal as success by the menu of its card on the board. */
export async function succeed(person: Person, title: string, stage: string): Promise<void> {
  const { t, page } = person;
  await person.choose(t("deals.board.actions", { deal: title }), t("deals.states.success"));
  const dialog = page.getByRole("dialog", { name: t("deals.closing.success", { deal: title }) });
  await look(person, "deal-success");
  await person.button(t("deals.closing.do.success"), dialog).click();
  await onBoard(person, stage, title).waitFor({ state: "detached" });
}

/** Closes the deal that is open as refusal; without a reason it does not go. */
export async function refuse(person: Person, title: string, reason: string): Promise<void> {
  const { t, page } = person;
  await person.button(t("deals.states.refusal")).click();
  const dialog = page.getByRole("dialog", { name: t("deals.closing.refusal", { deal: title }) });
  const close = person.button(t("deals.closing.do.refusal"), dialog);
  await close.click();
  await dialog.getByText(t("deals.closing.noReason")).waitFor();
  await dialog.getByRole("checkbox", { name: reason }).check();
  await look(person, "deal-refusal");
  await close.click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("definition").getByText(reason).waitFor();
}

/** Stages and performers of the journal of the deal that is open, newest first. */
export async function journalOf({ page, t }: Person): Promise<{ stage: string; performer: string; ended: boolean }[]> {
  const journal = page.getByRole("region", { name: t("deals.journal.title") });
  await journal.getByRole("row").nth(1).waitFor();
  const rows = await journal.getByRole("row").all();
  const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole("cell").allTextContents()));
  return cells.map(([stage = "", , end = "", , performer = ""]) => ({
    stage,
    performer,
    ended: end !== t("deals.journal.now"),
  }));
}

/** What the list of deals counts and sums under a state: the feet of its columns. */
export async function totalsOf(
  person: Person,
  state: "open" | "success" | "refusal" | "all",
  count: number,
): Promise<string> {
  const { t, page } = person;
  await person.button(t(`deals.shown.${state}`), page.getByRole("group", { name: t("deals.state") })).click();
  const foot = page.getByRole("table", { name: t("deals.title") }).locator("tfoot");
  await foot.getByText(t("deals.total", { count })).waitFor();
  const text = await foot.innerText();
  expect(text).toContain(t("deals.total", { count }));
  return text;
}
