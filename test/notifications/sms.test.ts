import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readBody, serveLocally, type Part } from "#infra/local/server.ts";
import type { StoredText } from "#infra/local/text-sink.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;

beforeAll(async () => {
  engine = await startEngine({ printFailures: false });
  company = await signedUp(engine);
});
afterEach(() => Reflect.deleteProperty(process.env, "SMS_SENDER"));
afterAll(() => engine.stop());

let last = 0;

/** An employee with a telephone who wants tasks by text message. */
async function reader(name: string) {
  const one = await joined(engine, company, { role: "sales_manager", name });
  const phone = `+7916000${String(++last).padStart(4, "0")}`;
  await one.call(notificationsContract.changeSettings, {
    ver: 0,
    phone,
    language: "ru",
    channels: { task_planned: ["page", "sms"] },
  });
  return { ...one, phone };
}

async function plan(userId: string, text: string, times = 1) {
  for (let time = 0; time < times; time++)
    await company.call(tasksContract.add, { text, at: "2031-03-04T11:00", performerIds: [userId] });
  await engine.pump();
}

/** Waits for the next quarter of an hour where this one has less time left: what is counted by quarters needs one. */
async function roomInQuarter(ms: number): Promise<void> {
  const left = 900_000 - (Date.now() % 900_000);
  if (left < ms) await new Promise((done) => setTimeout(done, left));
}

async function textsTo(phone: string): Promise<StoredText[]> {
  const answer = await fetch(process.env["SMS_ENDPOINT"]!, { headers: { accept: "application/json" } });
  return ((await answer.json()) as StoredText[]).filter(({ to }) => to === phone);
}

test("no text message goes out until somebody is to send them", async () => {
  const one = await reader("Semyon Silent");
  const { available } = await one.call(notificationsContract.settings, {});
  expect(available).toEqual(["page", "email", "push"]);
  await plan(one.employee.id, "Nothing by telephone");
  expect(await textsTo(one.phone)).toEqual([]);
  const { notifications } = await one.call(notificationsContract.list, {});
  expect(notifications).toHaveLength(1);
});

test("a text says what a notice says, in its reader's language, and carries no link", async () => {
  process.env["SMS_SENDER"] = "local";
  const one = await reader("Tamara Text");
  expect((await one.call(notificationsContract.settings, {})).available).toContain("sms");
  await plan(one.employee.id, "Посетить завод");
  const [text, ...more] = await textsTo(one.phone);
  expect(more).toEqual([]);
  expect(text!.text).toMatch(/^Olga Owner планирует вам: Посетить завод\. /);
  expect(text!.text).not.toMatch(/https?:|#/);
  const page = await (await fetch(process.env["SMS_ENDPOINT"]!)).text();
  expect(page).toContain("Посетить завод");
});

test("a long one is cut to 300 letters", async () => {
  process.env["SMS_SENDER"] = "local";
  const one = await reader("Lev Long");
  await plan(one.employee.id, "Длинно ".repeat(70).trim());
  const [text] = await textsTo(one.phone);
  expect(text!.text).toHaveLength(300);
  expect(text!.text.endsWith("…")).toBe(true);
});

test("more than five in a quarter of an hour: the rest is one text", { timeout: 30_000 }, async () => {
  process.env["SMS_SENDER"] = "local";
  await roomInQuarter(10_000);
  const one = await reader("Mark Many");
  await plan(one.employee.id, "Many", 8);
  expect(await textsTo(one.phone)).toHaveLength(5);
  await engine.tick(new Date(Date.now() + 16 * 60_000));
  await engine.pump();
  const texts = await textsTo(one.phone);
  expect(texts.map(({ text }) => text).filter((text) => text.startsWith("Новых"))).toEqual([
    "Новых уведомлений: 3. Northern Wind",
  ]);
  expect(texts).toHaveLength(6);
  expect(texts[5]!.text).toBe("Новых уведомлений: 3. Northern Wind");
});

test("a text whose end nobody knows is not sent again", async () => {
  const asked: string[] = [];
  const broken: Part = await serveLocally(0, async (request, response) => {
    asked.push((await readBody(request, 10_000))!.toString());
    response.destroy();
  });
  const endpoint = process.env["SMS_ENDPOINT"]!;
  process.env["SMS_SENDER"] = "local";
  process.env["SMS_ENDPOINT"] = broken.endpoint;
  try {
    const one = await reader("Oleg Once");
    await plan(one.employee.id, "Once at most");
    await engine.pump();
    expect(asked).toHaveLength(1);
  } finally {
    process.env["SMS_ENDPOINT"] = endpoint;
    await broken.stop();
  }
});

test("SNS is given the number and the text, as one that matters", async () => {
  const asked: URLSearchParams[] = [];
  const sns: Part = await serveLocally(0, async (request, response) => {
    asked.push(new URLSearchParams((await readBody(request, 10_000))!.toString()));
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(
      '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
    );
  });
  const endpoint = process.env["AWS_ENDPOINT_URL_SNS"]!;
  process.env["SMS_SENDER"] = "sns";
  process.env["AWS_ENDPOINT_URL_SNS"] = sns.endpoint;
  try {
    const one = await reader("Nadya Network");
    await plan(one.employee.id, "By SNS");
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(asked[0]!)).toMatchObject({
      Action: "Publish",
      PhoneNumber: one.phone,
      "MessageAttributes.entry.1.Value.StringValue": "Transactional",
    });
    expect(asked[0]!.get("Message")).toContain("By SNS");
  } finally {
    process.env["AWS_ENDPOINT_URL_SNS"] = endpoint;
    await sns.stop();
  }
});
