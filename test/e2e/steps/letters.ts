import { basename } from "node:path";
import { expect } from "vitest";
import { nextLetter } from "../support/letters.ts";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { entryOf } from "./cards.ts";

/** Writes a letter with a file from the card that is open; it reaches the inbox and stands in History by itself. */
export async function writeLetter(
  person: Person,
  { to, subject, text, file }: { to: string; subject: string; text: string; file: string },
): Promise<void> {
  const { t, page } = person;
  await person.button(t("letters.letter")).click();
  const dialog = page.getByRole("dialog", { name: t("letters.title") });
  const addressee = person.field(t("letters.to"), dialog);
  const line = await addressee.locator("option").filter({ hasText: to }).textContent();
  await addressee.selectOption({ label: line ?? "" });
  await person.field(t("letters.subject"), dialog).fill(subject);
  await person.field(t("letters.text"), dialog).fill(text);
  await person.field(t("letters.attach"), dialog).setInputFiles(file);
  await dialog.getByText(basename(file)).waitFor();
  const send = person.button(t("letters.send"), dialog);
  await send.waitFor();
  await look(person, "letter");
  await send.click();
  await dialog.waitFor({ state: "detached" });

  const letter = await nextLetter(to);
  expect(letter).toMatchObject({ subject, attachments: [{ filename: basename(file) }] });
  expect(letter.body.text).toContain(text);
  const entry = entryOf(person, subject);
  await entry.getByText(t("letters.states.sent"), { exact: true }).waitFor();
  await person.button(t("letters.attachment", { place: 1 }), entry).waitFor();
}
