import { expect } from "vitest";
import type { Locator } from "playwright-core";
import type { Person } from "../support/person.ts";

/** Opens the bell and waits until it tells what is looked for; the line of it. */
export async function bellTells(person: Person, title: string | RegExp): Promise<Locator> {
  const { page, t } = person;
  const panel = page.getByRole("dialog", { name: t("notices.title") });
  const line = panel.getByRole("link").filter({ hasText: title }).first();
  // Asked for at once when the page is looked at again, else within 15 seconds.
  await expect
    .poll(
      async () => {
        if (await line.isVisible()) return true;
        if (await panel.isVisible()) await page.keyboard.press("Escape");
        await lookAgain(person);
        await person.button(/^(?:Notifications|Уведомления)/).click();
        await panel
          .getByRole("list")
          .or(panel.getByText(t("notices.empty.title")))
          .waitFor();
        return line.isVisible();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
  return line;
}

/** Waits until something pops up on the page of a person, without his doing anything but looking at it. */
export async function popsUp(person: Person, title: string | RegExp): Promise<Locator> {
  const { page } = person;
  const notice = page.locator(".mantine-Notification-root").filter({ hasText: title }).first();
  await expect
    .poll(
      async () => {
        if (await notice.isVisible()) return true;
        await lookAgain(person);
        return notice.isVisible();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
  return notice;
}

/** Lets the page know that it is looked at again. */
async function lookAgain({ page }: Person): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("focus")));
}
