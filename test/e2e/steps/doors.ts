import { expect } from "vitest";
import { linkIn, nextLetter } from "../support/letters.ts";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";

/** Who signs up, and what for. */
export interface NewOwner {
  company: string;
  name: string;
  email: string;
  password: string;
  currency: string;
}

/** Signs a company up: the form, the letter, the password on the page of its link. Ends on the first run. */
export async function signUp(person: Person, owner: NewOwner, picture?: string): Promise<void> {
  const { t, page } = person;
  await person.open("/sign-up");
  await person.sees(t("people.signUp.title"));
  if (picture) await look(person, `${picture}-form`);
  await expect.poll(() => person.field(t("people.timeZone")).inputValue()).toBe("Europe/Moscow");
  expect(await person.field(t("people.currency")).inputValue()).toBe("RUB");
  await person.field(t("people.name")).fill(owner.name);
  await person.field(t("people.email")).fill(owner.email);
  await person.field(t("people.password")).fill(owner.password);
  await person.field(t("people.company")).fill(owner.company);
  await person.field(t("people.language")).selectOption(person.language);
  await person.field(t("people.currency")).selectOption(owner.currency);
  await person.button(t("people.signUp.action")).click();
  await person.sees(t("people.letterSent.title"));
  if (picture) await look(person, `${picture}-letter`);
  await page.goto(linkIn(await nextLetter(owner.email)));
  await person.sees(t("people.confirm.title"));
  await page.getByText(t("people.confirm.lead", { company: owner.company })).waitFor();
  if (picture) await look(person, `${picture}-confirm`);
  await person.field(t("people.password")).fill(owner.password);
  await person.button(t("people.confirm.action")).click();
  await person.sees(t("start.title"));
}

/** Signs in by the form. Ends where the person works. */
export async function signIn(person: Person, email: string, password: string): Promise<void> {
  const { t } = person;
  await person.sees(t("people.signIn.title"));
  await person.field(t("people.email")).fill(email);
  await person.field(t("people.password")).fill(password);
  await person.button(t("people.signIn.action")).click();
}

/** Sets a new password by the letter for those who forgot theirs. */
export async function resetPassword(person: Person, email: string, password: string, picture?: string): Promise<void> {
  const { t, page } = person;
  await person.open("/sign-in");
  await person.sees(t("people.signIn.title"));
  if (picture) await look(person, `${picture}-sign-in`);
  await person.link(t("people.forgot.link")).click();
  await person.sees(t("people.forgot.title"));
  if (picture) await look(person, `${picture}-forgot`);
  await person.field(t("people.email")).fill(email);
  await person.button(t("people.forgot.action")).click();
  await person.sees(t("people.letterSent.title"));
  await page.goto(linkIn(await nextLetter(email)));
  await person.sees(t("people.reset.title"));
  if (picture) await look(person, `${picture}-reset`);
  await person.field(t("people.newPassword")).fill(password);
  await person.button(t("people.reset.action")).click();
  await page.waitForURL(/\/co_\w+\//);
  const told = await nextLetter(email);
  expect(told.body.text).not.toContain("#");
}
