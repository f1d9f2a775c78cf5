import { beforeAll, expect, inject, test } from "vitest";
import { signUp } from "./steps/doors.ts";
import { invite } from "./steps/people.ts";
import { company, goTo } from "./steps/places.ts";
import { beginWith, choosePipeline } from "./steps/start.ts";
import { aJourney } from "./support/journey.ts";
import { linkIn, nextLetter } from "./support/letters.ts";
import { look } from "./support/look.ts";
import type { Person } from "./support/person.ts";

const password = "correct horse battery";
const owner = { company: "Two Desks", name: "Ida Owner", email: "ida@desks.example.com", currency: "EUR", password };
const guest = { company: "Own Desk", name: "Gus Guest", email: "gus@desks.example.com", currency: "EUR", password };

const { arrives } = aJourney();
let ida: Person;
let gus: Person;
let key: string;

beforeAll(async () => {
  ida = await arrives("en");
  gus = await arrives("en");
});

/** Makes a client by a key of the API, as another program does; answers the status. */
async function post(name: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": name };
  const body = JSON.stringify({ name });
  return (await fetch(`${inject("system").web}/api/v1/clients`, { method: "POST", headers, body })).status;
}

test("whoever has an account joins another company by a button alone", async () => {
  await signUp(gus, guest);
  await signUp(ida, owner);
  await choosePipeline(ida, "six");
  await beginWith(ida, "empty");
  await ida.sees(ida.t("clients.title"));
  await invite(ida, { ...guest, role: ida.t("roles.sales_manager"), team: "The desk", manager: owner.name });
  await gus.page.goto(linkIn(await nextLetter(guest.email)));
  await gus.sees(gus.t("people.invitation.offer", { company: owner.company }));
  await gus.page.getByText(gus.t("people.invitation.known", { email: guest.email })).waitFor();
  await look(gus, "invitation-known");
  await gus.button(gus.t("people.invitation.action")).click();
  await gus.button(gus.t("shell.switchCompany", { name: owner.company })).waitFor();
  expect(company(gus)).toBe(company(ida));
});

test("a key of the API is shown once", async () => {
  const { t, page } = ida;
  await ida.open(`${company(ida)}/settings/keys`);
  await ida.button(t("keys.make")).click();
  const dialog = page.getByRole("dialog");
  await ida.field(t("keys.label"), dialog).fill("Exchange");
  await ida.button(t("keys.make"), dialog).click();
  const shown = page.getByRole("textbox", { name: t("keys.key") });
  await shown.waitFor();
  key = await shown.inputValue();
  await look(ida, "key-made");
  await dialog
    .getByRole("button", { name: t("common.close") })
    .last()
    .click();
  await page.getByRole("cell", { name: "Exchange", exact: true }).waitFor();
  expect(await page.content()).not.toContain(key);
});

test("what others write is on the screen within seconds, untouched", async () => {
  await goTo(gus, "clients");
  await gus.sees(gus.t("clients.title"));
  expect(await post("Written elsewhere")).toBe(201);
  await gus.page.getByRole("link", { name: "Written elsewhere" }).waitFor({ timeout: 25_000 });
});

test("a revoked key opens nothing", async () => {
  const { t, page } = ida;
  await ida.button(t("keys.revoke.title", { label: "Exchange" })).click();
  const dialog = page.getByRole("dialog", { name: t("keys.revoke.title", { label: "Exchange" }) });
  await ida.button(t("keys.revoke.action"), dialog).click();
  await page.getByText(t("keys.revoked"), { exact: true }).waitFor();
  // Functions that saw the key lately know it for a few seconds more.
  await expect.poll(() => post("Written too late"), { timeout: 20_000 }).toBe(401);
});
