import { afterAll, beforeAll, expect, test } from "vitest";
import type { Visitor } from "#shared/caller.ts";
import { notificationsContract, unsubscribeContract } from "#shared/notifications/contract.ts";
import { settings } from "#shared/notifications/notifications.ts";
import { unsubscribe, unsubscribeToken } from "#shared/notifications/unsubscribe.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { switchSes, type Switch } from "../letters/ses.ts";
import { aCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { calling, joined, signedUp, type Call } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let visitor: Call;
let ses: Switch;

beforeAll(async () => {
  engine = await startEngine();
  ses = await switchSes();
  company = await signedUp(engine);
  visitor = calling(engine);
});
afterAll(() => Promise.all([engine.stop(), ses.stop()]));

const at = "2031-03-04T11:00";
const form = { "content-type": "application/x-www-form-urlencoded" };

/** Somebody who was just told of a task by letter, with that letter. */
async function toldByLetter(name: string) {
  const one = await joined(engine, company, { role: "sales_manager", name });
  await company.call(tasksContract.add, { text: `For ${name}`, at, performerIds: [one.employee.id] });
  await engine.pump();
  return { ...one, head: headOf(ses.letters.at(-1)!), letter: (await engine.inbox(one.email)).at(-1)! };
}

/** The head of a letter as a mail program reads it: folded lines joined. */
function headOf(raw: string): Map<string, string> {
  const lines = raw
    .slice(0, raw.indexOf("\r\n\r\n"))
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
}

function pathOf(head: Map<string, string>): string {
  const url = new URL(/^<(.+)>$/.exec(head.get("list-unsubscribe") ?? "")![1]!);
  expect(url.origin).toBe(engine.webUrl);
  return url.pathname + url.search;
}

const emailed = async (call: Call) => (await call(notificationsContract.settings, {})).channels.task_planned;

test("a mail program turns off the letters of that kind by one request without a cookie, and again without harm", async () => {
  const { head, call } = await toldByLetter("Olga One");
  expect(head.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const path = pathOf(head);
  expect(decodeURIComponent(path)).not.toMatch(/@|Olga/);
  expect(await emailed(call)).toContain("email");
  for (const _ of [1, 2]) {
    const answer = await engine.request({ method: "POST", path, headers: form, body: "List-Unsubscribe=One-Click" });
    expect(answer.status).toBe(200);
    expect(await emailed(call)).toEqual(["page", "push"]);
  }
  const { channels, ver } = await call(notificationsContract.settings, {});
  expect(ver).toBe(1);
  expect(channels.task_soon).toContain("email");
});

test("the form may be of several parts too, as RFC 8058 asks first", async () => {
  const { head, call } = await toldByLetter("Maria Multipart");
  const body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const answer = await engine.request({ method: "POST", path: pathOf(head), headers, body });
  expect(answer.status).toBe(200);
  expect(await emailed(call)).not.toContain("email");
});

test("looking changes nothing: a scanner of links may open all of them", async () => {
  const { head, call } = await toldByLetter("Sergey Scanned");
  const answer = await engine.request({ method: "GET", path: pathOf(head) });
  expect(JSON.parse(answer.body.toString())).toEqual({
    company: "Northern Wind",
    notices: ["task_planned"],
    morning: false,
  });
  expect(await emailed(call)).toContain("email");
});

test("the link in the letter opens a page of the web with the same secret behind #", async () => {
  const { letter } = await toldByLetter("Larisa Link");
  const token = /\/unsubscribe#([\w.-]+)/.exec(letter.body.text ?? "")?.[1];
  expect(await visitor(unsubscribeContract.view, { token: token! })).toMatchObject({ notices: ["task_planned"] });
  expect(letter.body.html).toContain(`/unsubscribe#${token}`);
});

test("a forged or changed secret answers as a missing one", async () => {
  const { head, call, employee } = await toldByLetter("Fedor Forged");
  const real = new URL(engine.webUrl + pathOf(head)).searchParams.get("token")!;
  const other = await unsubscribeToken({ tenant: company.company, userId: "usr_none", kinds: ["task_planned"] });
  const signature = real.slice(real.lastIndexOf(".") + 1);
  for (const token of [
    `${company.company}.${employee.id}.task_soon.${signature}`,
    `${company.company}.${employee.id}.task_planned.${other.slice(other.lastIndexOf(".") + 1)}`,
    "",
    ".",
    "x.y.z.u",
    other,
  ]) {
    const path = `/api/v1/unsubscribe?token=${encodeURIComponent(token)}`;
    const answer = await engine.request({ method: "POST", path, headers: form, body: "List-Unsubscribe=One-Click" });
    expect(answer.status).toBe(404);
  }
  expect(await emailed(call)).toContain("email");
});

test("forms are read for this one request and no other, and one that says something else is refused", async () => {
  const { head } = await toldByLetter("Nina Nothing");
  const path = pathOf(head);
  const ask = (body: string, headers = form) => engine.request({ method: "POST", path, headers, body });
  expect((await ask("List-Unsubscribe=No")).status).toBe(400);
  expect((await ask("x=1")).status).toBe(400);
  expect((await ask("--y", { "content-type": "multipart/form-data; boundary=x" })).status).toBe(400);
  const elsewhere = await engine.request({ method: "POST", path: "/api/v1/sessions", headers: form, body: "email=a" });
  expect(elsewhere.status).toBe(415);
});

test("the morning letter is turned off by its own link", async () => {
  const one = await joined(engine, company, { role: "sales_manager", name: "Mila Morning" });
  const token = await unsubscribeToken({ tenant: company.company, userId: one.employee.id, kinds: ["morning"] });
  await visitor(unsubscribeContract.unsubscribe, { token, "List-Unsubscribe": "One-Click" });
  const settings = await one.call(notificationsContract.settings, {});
  expect(settings.morning).toBe(false);
  expect(settings.channels.task_soon).toContain("email");
});

test("whoever had no settings keeps the company's language, whatever a mail provider's machine speaks", async () => {
  const { owner, callerOf, id: tenant, system } = await aCompany({ language: "ru" });
  const machine: Visitor = { ...system, language: "en", kind: "visitor", address: "192.0.2.1", device: "" };
  const kinds = ["task_planned", "task_soon", "memorable_date", "deal_stuck"] as const;
  const tokens = await Promise.all(
    kinds.map((kind) => unsubscribeToken({ tenant, userId: owner.userId, kinds: [kind] })),
  );
  // Letters opened together are turned off at once.
  await Promise.all(tokens.map((token) => unsubscribe(machine, { token, "List-Unsubscribe": "One-Click" })));
  const { language, channels } = await settings(await callerOf(owner.userId));
  expect(language).toBe("ru");
  for (const kind of kinds) expect(channels[kind]).not.toContain("email");
});
