import { afterAll, beforeAll, expect, test } from "vitest";
import { noticeSources } from "#functions/lib/notice-sources.ts";
import { functions } from "#functions/registry.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { messagesContract } from "#shared/messages/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp, type Call } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let head: Awaited<ReturnType<typeof joined>>;
let seller: Awaited<ReturnType<typeof joined>>;

beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  head = await joined(engine, company, { role: "head_of_sales", name: "Helen Head" });
  seller = await joined(engine, company, { role: "sales_manager", name: "Sergey Seller" });
});
afterAll(() => engine.stop());

async function told(call: Call, kind: string) {
  await engine.pump();
  const { notifications } = await call(notificationsContract.list, {});
  return notifications.filter((one) => one.kind === kind);
}

const at = "2031-03-04T11:00";

test("the registry names for the queue of notices the events that somebody is told of, and no others", () => {
  const { trigger } = functions.find(({ name }) => name === "notices")!;
  expect(trigger.kind === "queue" && trigger.events.toSorted()).toEqual(
    noticeSources.map(({ name }) => name).toSorted(),
  );
});

test("tells the performer of a task that another planned for him, and nobody of one he planned himself", async () => {
  const text = "Visit the plant";
  await head.call(tasksContract.add, { text, at, performerIds: [seller.employee.id] });
  await seller.call(tasksContract.add, { text: "My own errand", at });
  const notices = await told(seller.call, "task_planned");
  expect(notices.map(({ title }) => title)).toEqual(["Helen Head planned for you: Visit the plant"]);
  expect((await engine.inbox(seller.email)).filter(({ subject }) => subject.includes(text))).toHaveLength(1);
});

test("tells whoever set a task what came of it when another finishes it", async () => {
  const { tasks } = await head.call(tasksContract.add, {
    text: "Count the stock",
    at,
    performerIds: [seller.employee.id],
  });
  const { id, ver } = tasks[0]!;
  await seller.call(tasksContract.finish, { id, ver, result: "All 12 are there" });
  const [notice] = await told(head.call, "task_done");
  expect(notice).toMatchObject({ title: "Sergey Seller has done: Count the stock", text: "All 12 are there" });
  expect(await told(seller.call, "task_done")).toEqual([]);
});

test("the result of a task with a client comes out of History, and opens his card", async () => {
  const client = await head.call(clientsContract.create, { name: "Plant of Pumps" });
  const { tasks } = await head.call(tasksContract.add, {
    clientId: client.id,
    text: "Call the plant",
    at,
    performerIds: [seller.employee.id],
  });
  const { id, ver } = tasks[0]!;
  await seller.call(tasksContract.finish, { id, ver, result: "They want two pumps" });
  const notice = (await told(head.call, "task_done")).find(({ about }) => about.id === id);
  expect(notice).toMatchObject({ path: `clients/${client.id}`, text: "Plant of Pumps They want two pumps" });
});

test("an event that comes again, to another process too, is told once", async () => {
  await head.call(tasksContract.add, { text: "Only once", at, performerIds: [seller.employee.id] });
  await engine.pump();
  const { items } = await rawEvents();
  const event = items.find((one) => one.name === "task.planned" && one.payload["performerId"] === seller.employee.id)!;
  const { tellPlanned } = await import("#shared/tasks/told.ts");
  const { tellOnce } = await import("#shared/notifications/tell.ts");
  const { systemCaller } = await import("#functions/lib/system.ts");
  const caller = await systemCaller(company.company, new Date().toISOString(), "again");
  const before = (await told(seller.call, "task_planned")).length;
  const payload = { performerId: seller.employee.id, at };
  for (const one of await tellPlanned(caller, { ...event, payload })) await tellOnce(caller, event.id, one);
  expect((await told(seller.call, "task_planned")).length).toBe(before);
});

interface RawEvent {
  id: string;
  name: string;
  v: number;
  at: string;
  tenant: string;
  actor: string;
  entity: { kind: string; id: string; ver: number };
  payload: Record<string, unknown>;
}

async function rawEvents(): Promise<{ items: RawEvent[] }> {
  const { PlatformStore } = await import("#shared/table/platform.ts");
  const { newMeter } = await import("#shared/caller.ts");
  const store = new PlatformStore(newMeter());
  const day = new Date().toISOString().slice(0, 10);
  const shards = Array.from({ length: 8 }, (_, shard) => `T#${company.company}#EV#${day}#${shard}`);
  const found = await Promise.all(shards.map((pk) => store.list(pk, "evt_")));
  return { items: found.flat().map((item) => item["envelope"] as RawEvent) };
}

test("tells the other of two of a message, and those whom one mentions, unless they have read it already", async () => {
  const talk = await head.call(messagesContract.start, { employeeId: seller.employee.id });
  await head.call(messagesContract.send, { id: talk.id, text: "Are you there?" });
  const { message } = await head.call(messagesContract.send, {
    id: talk.id,
    text: "Look",
    mentions: [seller.employee.id],
  });
  expect(await told(seller.call, "message_received")).toMatchObject([
    { title: "A message from Helen Head", text: "Are you there?", path: `messages/${talk.id}` },
  ]);
  expect(await told(seller.call, "message_mention")).toMatchObject([
    { title: "Helen Head mentions you", text: "Look" },
  ]);
  const { message: next } = await head.call(messagesContract.send, { id: talk.id, text: "Seen at once" });
  expect(next.seq).toBe(message.seq + 1);
  await seller.call(messagesContract.read, { id: talk.id, seq: next.seq });
  expect(await told(seller.call, "message_received")).toHaveLength(1);
  expect(await told(head.call, "message_received")).toEqual([]);
});

test("tells nothing to a closed employee", async () => {
  const leaver = await joined(engine, company, { role: "sales_manager", name: "Leo Leaver" });
  const { tasks } = await leaver.call(tasksContract.add, {
    text: "Set by one who left",
    at,
    performerIds: [seller.employee.id],
  });
  await company.call(employeesContract.close, { id: leaver.employee.id, ver: await versionOf(leaver.employee.id) });
  const { id, ver } = tasks[0]!;
  await seller.call(tasksContract.finish, { id, ver, result: "Done for nobody" });
  await engine.pump();
  expect((await engine.inbox(leaver.email)).filter(({ subject }) => subject.includes("Set by one who left"))).toEqual(
    [],
  );
});

async function versionOf(id: string): Promise<number> {
  const { employees } = await company.call(employeesContract.list, {});
  return employees.find((one) => one.id === id)!.ver;
}
