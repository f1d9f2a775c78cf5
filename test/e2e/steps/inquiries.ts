import { look } from "../support/look.ts";
import type { Person } from "../support/person.ts";
import { goTo } from "./places.ts";

/** A call for somebody, as it is written down while the caller is on the line. */
export interface Call {
  phone: string;
  name: string;
  about: string;
  /** Name of the employee who is asked for. */
  wanted: string;
}

/** Opens the journal of inquiries and writes a call down. */
export async function writeDownCall(person: Person, call: Call, picture?: string): Promise<void> {
  const { t, page } = person;
  await goTo(person, "inquiries");
  await person.sees(t("inquiries.title"));
  await person.button(t("inquiries.writeDown")).first().click();
  const dialog = page.getByRole("dialog", { name: t("inquiries.writeDown") });
  await person.field(t("inquiries.phone"), dialog).fill(call.phone);
  await person.field(t("inquiries.name"), dialog).fill(call.name);
  await person.field(t("inquiries.subject"), dialog).fill(call.about);
  await person.field(t("inquiries.wanted"), dialog).selectOption({ label: call.wanted });
  if (picture) {
    await dialog.getByRole("status").waitFor();
    await look(person, picture);
  }
  await person.button(t("inquiries.save"), dialog).click();
  await dialog.waitFor({ state: "detached" });
}

/** Answers the inquiry that is open and closes it as answered. */
export async function answerAndClose(person: Person, said: string): Promise<void> {
  const { t, page } = person;
  await person.button(t("inquiries.answer")).click();
  const answering = page.getByRole("dialog", { name: t("inquiries.answerTitle") });
  await person.field(t("inquiries.said"), answering).fill(said);
  await person.button(t("inquiries.answerDo"), answering).click();
  await answering.waitFor({ state: "detached" });
  await person.button(t("inquiries.close"), page.getByRole("main")).click();
  const closing = page.getByRole("dialog", { name: t("inquiries.closeTitle") });
  await person.button(t("inquiries.close"), closing).click();
  await closing.waitFor({ state: "detached" });
}
