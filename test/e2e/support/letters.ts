import { expect, inject } from "vitest";
import type { StoredLetter } from "#infra/local/mail.ts";

const read = new Set<string>();

/** Waits for the next letter to an e-mail that was not taken yet, and takes it. */
export async function nextLetter(email: string): Promise<StoredLetter> {
  await expect.poll(() => unread(email), { timeout: 15_000, message: `A letter to ${email}` }).not.toEqual([]);
  const letter = (await unread(email))[0]!;
  read.add(letter.messageId);
  return letter;
}

/** Waits for a letter with such a subject to an e-mail, whatever else came before it, and takes it. */
export async function letterAbout(email: string, subject: RegExp): Promise<StoredLetter> {
  const found = async () => (await unread(email)).filter((letter) => subject.test(letter.subject));
  await expect.poll(found, { timeout: 20_000, message: `A letter ${subject} to ${email}` }).not.toEqual([]);
  const letter = (await found())[0]!;
  read.add(letter.messageId);
  return letter;
}

/** Letters to an e-mail that wait to be taken, oldest first. */
export async function unread(email: string): Promise<StoredLetter[]> {
  const { emails } = (await (await fetch(`${inject("system").letters}/store`)).json()) as { emails: StoredLetter[] };
  return emails.filter(
    ({ messageId, destination: { to } }) => !read.has(messageId) && to.some((one) => one.includes(email)),
  );
}

/** The page of the product that a letter's link opens. */
export function linkIn({ body }: StoredLetter): string {
  const url = /https?:\/\/\S+/.exec(body.text ?? "")?.[0];
  if (!url) throw new Error("The letter has no link");
  return url;
}
