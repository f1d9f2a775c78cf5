import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { output, screenshots } from "./output.ts";
import { laptop, type Person } from "./person.ts";

const phone = { width: 375, height: 800 };

/**
 * Looks at what a person has before him: light, dark and on a phone 375 px wide. A picture of each is kept; axe finds
 * nothing, and nothing has to be scrolled sideways.
 */
export async function look({ page, language }: Person, subject: string): Promise<void> {
  const name = `${language}/${subject}`;
  await settled(page);
  const found: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor({ state: "attached" });
    await picture(page, `${name}.${scheme}`);
    found.push(...(await axe(page, scheme)));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(phone);
  await settled(page);
  await picture(page, `${name}.phone`);
  const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
  if (width > phone.width) found.push(`${width} px wide on a phone`);
  found.push(...(await axe(page, "phone")));
  await page.setViewportSize(laptop);
  expect(found, `What is wrong on ${name}`).toEqual([]);
}

/** Waits until nothing is being loaded and nothing moves. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector(".mantine-Skeleton-root, .mantine-Loader-root"));
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
}

async function axe(page: Page, where: string): Promise<string[]> {
  await settled(page);
  // Without frames the plain way finds the same, and opens no page of its own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${where}: ${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`,
  );
}

/** Keeps a picture for README, where `UPDATE_SCREENSHOTS=1` asks for it: they change with every look of the product. */
export async function forReadme({ page }: Person, name: "card" | "board"): Promise<void> {
  if (process.env["UPDATE_SCREENSHOTS"] !== "1") return;
  await settled(page);
  await page.screenshot({ path: join(screenshots, `${name}.png`), animations: "disabled" });
}

/** Keeps a picture of what a person has before him. */
export async function pictureOf({ page }: Person, name: string): Promise<void> {
  if (!page.isClosed()) await picture(page, name);
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true, animations: "disabled" });
}
