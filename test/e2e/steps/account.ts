import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";

/** Changes the password on the page of the account. */
export async function changePassword(person: Person, current: string, next: string): Promise<void> {
  const { t, page } = person;
  await person.open("/account");
  await person.sees(t("account.title"));
  await page.getByRole("region", { name: t("account.sessions") }).waitFor();
  await look(person, "account");
  await person.field(t("account.currentPassword")).fill(current);
  await person.field(t("people.newPassword")).fill(next);
  await person.button(t("account.changePassword")).click();
  await page.getByText(t("account.passwordChanged")).waitFor();
}

/** Ends all sessions, this one too. */
export async function signOutEverywhere(person: Person): Promise<void> {
  const { t, page } = person;
  await person.open("/account");
  await person.button(t("account.everywhere.action")).click();
  const dialog = page.getByRole("dialog", { name: t("account.everywhere.title") });
  await dialog.waitFor();
  await look(person, "sign-out-everywhere");
  await person.button(t("account.everywhere.action"), dialog).click();
  await person.sees(t("people.signIn.title"));
}
