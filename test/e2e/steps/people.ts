import { expect } from "vitest";
import { linkIn, nextLetter } from "../support/letters.ts";
import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { company } from "./places.ts";

/** A colleague as the invitation names him. */
export interface Colleague {
  name: string;
  email: string;
  role: string;
  team: string;
  manager: string;
}

/** Makes a team and invites a colleague into it by e-mail. */
export async function invite(owner: Person, colleague: Colleague): Promise<void> {
  const { t, page } = owner;
  await owner.open(`${company(owner)}/settings/employees`);
  await owner.sees(t("employees.title"));
  await owner.button(t("teams.add")).click();
  const teamDialog = page.getByRole("dialog", { name: t("teams.add") });
  await owner.field(t("teams.name"), teamDialog).fill(colleague.team);
  await owner.button(t("common.add"), teamDialog).click();
  await page.getByRole("cell", { name: colleague.team, exact: true }).waitFor();

  await owner.button(t("employees.add")).click();
  const dialog = page.getByRole("dialog", { name: t("employees.add") });
  await owner.field(t("employees.name"), dialog).fill(colleague.name);
  await owner.field(t("employees.email"), dialog).fill(colleague.email);
  await owner.field(t("employees.role"), dialog).selectOption({ label: colleague.role });
  await owner.field(t("employees.team"), dialog).selectOption({ label: colleague.team });
  await owner.field(t("employees.manager"), dialog).selectOption({ label: colleague.manager });
  await look(owner, "employee-dialog");
  await owner.button(t("employees.addAndInvite"), dialog).click();
  const row = page.getByRole("row").filter({ hasText: colleague.email });
  await row.getByText(t("employees.states.invited")).waitFor();
  for (const text of [colleague.role, colleague.team, colleague.manager]) await row.getByText(text).waitFor();
  await look(owner, "employees");
}

/** Accepts the invitation that came by letter, as somebody new. */
export async function accept(person: Person, email: string, company: string, password: string): Promise<void> {
  const { t, page } = person;
  await page.goto(linkIn(await nextLetter(email)));
  await person.sees(t("people.invitation.offer", { company }));
  await look(person, "invitation");
  await person.field(t("people.password")).fill(password);
  await person.button(t("people.invitation.action")).click();
  await page.waitForURL(/\/co_\w+\//);
}

/** Founds one more company, from the account. */
export async function foundAnother(person: Person, name: string, currency: string): Promise<void> {
  const { t } = person;
  await person.open("/account");
  await person.sees(t("account.title"));
  await person.link(t("people.newCompany.title")).click();
  await person.sees(t("people.newCompany.title"));
  await look(person, "new-company");
  await person.field(t("people.company")).fill(name);
  await person.field(t("people.currency")).selectOption(currency);
  await person.button(t("people.newCompany.action")).click();
  await person.sees(t("start.title"));
}

/** Goes from one of his companies to another by the switch in the head of the page. */
export async function switchCompany(person: Person, from: string, to: string): Promise<void> {
  const { t, page } = person;
  const before = company(person);
  await person.choose(t("shell.switchCompany", { name: from }), to);
  await person.button(t("shell.switchCompany", { name: to })).waitFor();
  expect(company(person)).not.toBe(before);
  await page.getByRole("navigation", { name: t("shell.navigation") }).waitFor();
}
