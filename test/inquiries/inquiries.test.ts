import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { absencesContract } from "#shared/absences/contract.ts";
import { auditContract } from "#shared/audit/contract.ts";
import { asSystem, newMeter } from "#shared/caller.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { inquiriesContract, inquiryQueries } from "#shared/inquiries/contract.ts";
import { inquiryOutcomes } from "#shared/inquiries/schema.ts";
import { loadsOf } from "#shared/inquiries/steps.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { dayIn } from "#shared/time.ts";
import { dayAfter } from "#shared/wall.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp, type Call } from "../support/people.ts";
import { aRule, setRules } from "./inquiring.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let head: Awaited<ReturnType<typeof joined>>;
let anna: Awaited<ReturnType<typeof joined>>;
let boris: Awaited<ReturnType<typeof joined>>;
let teamId: string;
let owner: Call;
let pipelineId: string;

beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  owner = company.call;
  teamId = (await owner(employeesContract.addTeam, { name: "Front" })).id;
  head = await joined(engine, company, { role: "head_of_sales", name: "Helen Head", teamId });
  anna = await joined(engine, company, { role: "sales_manager", name: "Anna", teamId });
  boris = await joined(engine, company, { role: "telemarketing_agent", name: "Boris", teamId });
  pipelineId = (await owner(pipelinesContract.add, { template: "seven" })).id;
}, 30_000);
afterAll(() => engine.stop());

const today = dayIn(new Date().toISOString(), "Europe/Moscow");

let number = 1000;
function aPhone(): string {
  return `+7 495 200-${String(number++).slice(0, 2)}-${String(number % 100).padStart(2, "0")}`;
}

async function received(call: Call, about: string) {
  await engine.pump();
  const { notifications } = await call(notificationsContract.list, {});
  return notifications.filter((one) => one.kind === "inquiry_received" && one.about.id === about);
}

interface Some {
  subject?: string;
  assigneeId?: string;
  clientId?: string;
  forEmployeeId?: string;
}

async function add(input: Some = {}) {
  return owner(inquiriesContract.add, { channel: "call", subject: "Asks for a price", ...input });
}

test("without a rule it goes to a head of sales, who is told once, and the reason stands in the journal", async () => {
  const inquiry = await add();
  expect(inquiry).toMatchObject({ state: "assigned", assigneeId: head.employee.id, routing: { how: "fallback" } });
  const { journal } = await owner(inquiriesContract.get, { id: inquiry.id });
  expect(journal).toMatchObject([{ kind: "received", toId: head.employee.id, routing: { how: "fallback" } }]);
  expect(await received(head.call, inquiry.id)).toHaveLength(1);
  const letters = (await engine.inbox(head.email)).filter(({ subject }) => subject.includes("Asks for a price"));
  expect(letters).toHaveLength(1);
});

test("comes when it came: not in the future, and what came long ago is late at once", async () => {
  const [now, hour] = [Date.now(), 3_600_000];
  const came = (at: number) =>
    owner(inquiriesContract.add, { channel: "web", subject: "When", receivedAt: new Date(at).toISOString() });
  await expect(came(now + hour)).rejects.toMatchObject({ problem: { issues: [{ path: "receivedAt" }] } });
  const old = await came(now - 30 * 24 * hour);
  const { inquiries } = await head.call(inquiriesContract.mine, {});
  expect(inquiries.find(({ id }) => id === old.id)).toMatchObject({ late: true });
  await owner(inquiriesContract.close, { id: old.id, ver: old.ver, outcome: "duplicate" });
});

test("rules give by region, and a team shares what comes by load, whoever writes it down at once", async () => {
  const region = await owner(dictionariesContract.addEntry, { id: "region", name: "North" });
  await setRules(owner, [
    aRule("North", { kind: "employee", employeeId: anna.employee.id }, { regionIds: [region.id] }),
    aRule("The rest", { kind: "team", teamId }, { channels: ["message"] }),
  ]);
  const north = await owner(inquiriesContract.add, { channel: "web", subject: "From the north", regionId: region.id });
  expect(north).toMatchObject({ assigneeId: anna.employee.id, routing: { how: "rule", rule: 1, name: "North" } });
  await owner(inquiriesContract.close, { id: north.id, outcome: "spam", ver: north.ver });

  const came = await Promise.all(
    Array.from({ length: 6 }, (_, nth) =>
      owner(inquiriesContract.add, { channel: "message", subject: `Message ${nth}` }),
    ),
  );
  const loads = Map.groupBy(came, ({ assigneeId }) => assigneeId);
  const open = async (of: Call) => (await of(inquiriesContract.mine, {})).inquiries.length;
  const counts = await Promise.all([head, anna, boris].map(({ call: of }) => open(of)));
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect([...loads.keys()].every((id) => [head, anna, boris].some(({ employee }) => employee.id === id))).toBe(true);
  await setRules(owner, []);
});

test("twelve that come at once for one employee are all written down and counted", async () => {
  const employee = await joined(engine, company, { role: "service_specialist", name: "Busy" });
  const { id: forEmployeeId } = employee.employee;
  await Promise.all(Array.from({ length: 12 }, (_, nth) => add({ subject: `At once ${nth}`, forEmployeeId })));
  const { inquiries } = await employee.call(inquiriesContract.mine, {});
  expect(inquiries).toHaveLength(12);
  const request = { now: new Date().toISOString(), requestId: "test", language: "en" as const, meter: newMeter() };
  const loads = await loadsOf(asSystem(request, company.company));
  expect(loads.get(forEmployeeId)?.open).toBe(12);
});

test("a rule names only what is there and who may take inquiries, and is set over the version that was seen", async () => {
  const accountant = await owner(employeesContract.add, { name: "Acc", role: "accountant" });
  const set = (to: Parameters<typeof aRule>[1]) => setRules(owner, [aRule("One", to)]);
  await expect(set({ kind: "employee", employeeId: accountant.id })).rejects.toMatchObject({
    problem: {
      code: "invalid_input",
      issues: [{ path: "rules.0.to.employeeId" }],
    },
  });
  await expect(set({ kind: "team", teamId: "team_01ARZ3NDEKTSV4RRFFQ69G5FAV" })).rejects.toMatchObject({
    problem: {
      issues: [{ path: "rules.0.to.teamId" }],
    },
  });
  const { ver, norms } = await owner(inquiriesContract.settings, {});
  await expect(owner(inquiriesContract.set, { rules: [], norms, ver: ver + 1 })).rejects.toMatchObject({
    problem: {
      code: "conflict",
    },
  });
  await expect(anna.call(inquiriesContract.set, { rules: [], norms, ver })).rejects.toMatchObject({
    problem: {
      code: "forbidden",
    },
  });
});

describe("a call for somebody who is absent", () => {
  test("goes to his deputy, and both are told by their own settings", async () => {
    await anna.call(absencesContract.add, {
      employeeId: anna.employee.id,
      kind: "vacation",
      from: today,
      until: dayAfter(today, 3),
      deputyId: boris.employee.id,
    });
    await anna.call(notificationsContract.changeSettings, { ver: 0, channels: { inquiry_received: ["page"] } });
    const inquiry = await add({ forEmployeeId: anna.employee.id, subject: "Wants Anna" });
    expect(inquiry).toMatchObject({
      assigneeId: boris.employee.id,
      routing: { how: "wanted", insteadOf: anna.employee.id },
    });
    expect(await received(anna.call, inquiry.id)).toHaveLength(1);
    expect(await received(boris.call, inquiry.id)).toHaveLength(1);
    const toAnna = (await engine.inbox(anna.email)).filter(({ subject }) => subject.includes("Wants Anna"));
    const toBoris = (await engine.inbox(boris.email)).filter(({ subject }) => subject.includes("Wants Anna"));
    expect([toAnna.length, toBoris.length]).toEqual([0, 1]);
    const { absences } = await owner(absencesContract.list, { from: today, until: today });
    for (const { id, employeeId } of absences) await owner(absencesContract.remove, { id, employeeId });
  });

  test("is his own once he is back", async () => {
    expect(await add({ forEmployeeId: anna.employee.id })).toMatchObject({
      assigneeId: anna.employee.id,
      routing: { how: "wanted" },
    });
  });
});

describe("whoever asks", () => {
  test("is found by his number as typed, with the contact person; his region counts", async () => {
    const phone = aPhone();
    const region = await owner(dictionariesContract.addEntry, { id: "region", name: "South" });
    const client = await owner(clientsContract.create, {
      name: "Known client",
      regionId: region.id,
      contact: { lastName: "Petrov", phones: [{ value: phone }] },
    });
    const typed = phone.replace("+7", "8").replaceAll("-", "");
    const { clients } = await anna.call(inquiriesContract.match, { phone: typed });
    expect(clients).toMatchObject([{ clientId: client.id, name: "Known client", contactName: "Petrov" }]);
    const inquiry = await owner(inquiriesContract.add, { channel: "call", subject: "Again", from: { phone: typed } });
    expect(inquiry).toMatchObject({ clientId: client.id, regionId: region.id });
    expect(inquiry.contactId).toBeDefined();
  });

  test("who may be two clients is left open, and both are proposed", async () => {
    const [phone, email] = [aPhone(), `two-${Math.random()}@example.com`];
    const one = await owner(clientsContract.create, { name: "By phone", phones: [{ value: phone }] });
    const two = await owner(clientsContract.create, { name: "By mail", emails: [{ value: email }] });
    const inquiry = await owner(inquiriesContract.add, { channel: "web", subject: "Who", from: { phone, email } });
    expect(inquiry.clientId).toBeUndefined();
    const { proposals } = await owner(inquiriesContract.get, { id: inquiry.id });
    expect(proposals.map(({ clientId }) => clientId).sort()).toEqual([one.id, two.id].sort());
    const chosen = await owner(inquiriesContract.change, { id: inquiry.id, clientId: two.id, ver: inquiry.ver });
    expect(chosen.clientId).toBe(two.id);
  });

  test("becomes a client by one call, and the second time is told who leads him", async () => {
    const from = { name: "Ivan Petrov", company: "New Ltd", phone: aPhone() };
    const inquiry = await owner(inquiriesContract.add, { channel: "call", subject: "New one", from });
    const { client, inquiry: linked } = await owner(inquiriesContract.makeClient, { id: inquiry.id, ver: inquiry.ver });
    expect(client).toMatchObject({
      name: "New Ltd",
      kind: "organisation",
      initiative: "theirs",
      firstContactOn: today,
    });
    expect(linked.clientId).toBe(client.id);
    const { contacts } = await owner(clientsContract.card, { id: client.id });
    expect(contacts).toMatchObject([{ firstName: "Ivan Petrov", phones: [{ value: from.phone }] }]);
    const again = await owner(inquiriesContract.add, { channel: "call", subject: "Again", from });
    const cut = await owner(inquiriesContract.change, { id: again.id, clientId: null, ver: again.ver });
    await expect(owner(inquiriesContract.makeClient, { id: cut.id, ver: cut.ver })).rejects.toMatchObject({
      problem: {
        code: "conflict",
        reason: "duplicate_client",
      },
    });
  });
});

describe("an outcome", () => {
  test("is needed by every end: none is none of the list, and nothing ends without one", async () => {
    const { id, ver } = await add();
    const close = (input: object) => owner(inquiriesContract.close, { id, ver, ...input } as never);
    await expect(close({})).rejects.toMatchObject({ problem: { code: "invalid_input" } });
    await expect(close({ outcome: "done" })).rejects.toMatchObject({ problem: { code: "invalid_input" } });
    await expect(close({ outcome: "other" })).rejects.toMatchObject({ problem: { issues: [{ path: "note" }] } });
    await expect(close({ outcome: "passed_on" })).rejects.toMatchObject({ problem: { issues: [{ path: "note" }] } });
    await expect(close({ outcome: "answered" })).rejects.toMatchObject({ problem: { issues: [{ path: "answer" }] } });
    await expect(close({ outcome: "became_deal" })).rejects.toMatchObject({
      problem: { issues: [{ path: "dealId" }] },
    });
    await expect(close({ outcome: "became_deal", deal: { title: "Big" } })).rejects.toMatchObject({
      problem: {
        issues: [{ path: "deal" }],
      },
    });
    await expect(close({ outcome: "spam", deal: { title: "Big" } })).rejects.toMatchObject({
      problem: {
        issues: [{ path: "deal" }],
      },
    });
    const { inquiry } = await owner(inquiriesContract.get, { id });
    expect(inquiry).toMatchObject({ state: "assigned", ver });
    for (const outcome of inquiryOutcomes.filter((one) => one !== "became_deal" && one !== "answered")) {
      const one = await add();
      const closed = await owner(inquiriesContract.close, { id: one.id, ver: one.ver, outcome, note: "Because" });
      expect(closed).toMatchObject({ state: "closed", outcome, outcomeNote: "Because" });
    }
  });

  test("that is a deal opens it once with the client, and stands in his History", async () => {
    const client = await owner(clientsContract.create, { name: "Buys" });
    const { id, ver } = await add({ clientId: client.id });
    const closed = await owner(inquiriesContract.close, {
      id,
      ver,
      outcome: "became_deal",
      deal: { title: "Ten presses", pipelineId },
    });
    const { deals, history } = await owner(clientsContract.card, { id: client.id });
    expect(deals).toMatchObject([{ id: closed.dealId, title: "Ten presses" }]);
    expect(history).toMatchObject([{ dealId: closed.dealId, result: "Asks for a price. Became a deal" }]);
    await expect(owner(inquiriesContract.close, { id, ver: closed.ver, outcome: "spam" })).rejects.toMatchObject({
      problem: {
        reason: "inquiry_is_closed",
      },
    });
    const { dealTitle, journal } = await owner(inquiriesContract.get, { id });
    expect(dealTitle).toBe("Ten presses");
    expect(journal.map(({ kind }) => kind)).toEqual(["received", "deal_opened", "closed"]);
  });

  test("that is a deal links one of the client alone, and finds the client by it", async () => {
    const client = await owner(clientsContract.create, { name: "Has a deal" });
    const other = await owner(clientsContract.create, { name: "Another" });
    const deal = await owner(dealsContract.open, { clientId: client.id, title: "Open one", pipelineId });
    const wrong = await add({ clientId: other.id });
    await expect(
      owner(inquiriesContract.close, { id: wrong.id, ver: wrong.ver, outcome: "became_deal", dealId: deal.id }),
    ).rejects.toMatchObject({ problem: { issues: [{ path: "dealId" }] } });
    const { id, ver } = await add();
    const closed = await owner(inquiriesContract.close, { id, ver, outcome: "became_deal", dealId: deal.id });
    expect(closed).toMatchObject({ clientId: client.id, dealId: deal.id });
  });

  test("of spam leaves no trace on a card; taken up again it needs an outcome anew", async () => {
    const client = await owner(clientsContract.create, { name: "Spammer" });
    const { id, ver } = await add({ clientId: client.id });
    const closed = await owner(inquiriesContract.close, { id, ver, outcome: "spam" });
    expect((await owner(clientsContract.card, { id: client.id })).history).toEqual([]);
    const again = await owner(inquiriesContract.reopen, { id, ver: closed.ver, reason: "It was none" });
    expect(again).toMatchObject({ state: "assigned" });
    expect(again.outcome).toBeUndefined();
    const { journal } = await owner(inquiriesContract.get, { id });
    expect(journal.map(({ kind }) => kind)).toEqual(["received", "closed", "reopened"]);
  });
});

test("the first answer is written once, on the client's card as well, and the close after it says the rest", async () => {
  const client = await owner(clientsContract.create, { name: "Asks" });
  const { id, ver } = await add({ clientId: client.id, assigneeId: anna.employee.id });
  const done = await anna.call(inquiriesContract.answer, { id, ver, text: "Told him the price" });
  expect(done).toMatchObject({ state: "in_work", answeredBy: anna.employee.id });
  const { history, client: card } = await owner(clientsContract.card, { id: client.id });
  expect(history).toMatchObject([{ result: "Told him the price", performerId: anna.employee.id }]);
  expect(card.lastContactAt).toBe(history[0]!.at);
  await expect(anna.call(inquiriesContract.answer, { id, ver: done.ver, text: "Again" })).rejects.toMatchObject({
    problem: {
      reason: "answered_already",
    },
  });
  const closed = await anna.call(inquiriesContract.close, { id, ver: done.ver, outcome: "answered" });
  expect(closed.answeredAt).toBe(done.answeredAt);
  expect((await owner(clientsContract.card, { id: client.id })).history).toHaveLength(2);
});

test("who passes it on says why; the next one is told, and it counts for him", async () => {
  const { id, ver, dueAt } = await add({ assigneeId: anna.employee.id });
  const pass = (reason?: string) =>
    anna.call(inquiriesContract.assign, {
      id,
      ver,
      assigneeId: boris.employee.id,
      ...(reason ? { reason } : {}),
    });
  await expect(pass()).rejects.toMatchObject({ problem: { issues: [{ path: "reason" }] } });
  const passed = await pass("He knows them");
  expect(passed).toMatchObject({ assigneeId: boris.employee.id, dueAt, routing: { how: "hand" } });
  expect(await received(boris.call, id)).toHaveLength(1);
  const { journal } = await owner(inquiriesContract.get, { id });
  expect(journal.at(-1)).toMatchObject({
    kind: "passed_on",
    fromId: anna.employee.id,
    toId: boris.employee.id,
    note: "He knows them",
  });
  const mine = (await boris.call(inquiriesContract.mine, {})).inquiries.map((one) => one.id);
  expect(mine).toContain(id);
  await expect(pass("Again")).rejects.toMatchObject({ problem: { code: "not_found" } });
});

test("everybody sees his own, a head his team's, and nobody who may not can tell that there is one", async () => {
  const { id } = await add({ assigneeId: anna.employee.id });
  const observer = await joined(engine, company, { role: "observer", name: "Observer" });
  const accountant = await joined(engine, company, { role: "accountant", name: "Accountant" });
  await expect(boris.call(inquiriesContract.get, { id })).rejects.toMatchObject({ problem: { code: "not_found" } });
  for (const { call: by } of [anna, head, observer])
    expect((await by(inquiriesContract.get, { id })).inquiry.id).toBe(id);
  await expect(accountant.call(inquiriesContract.get, { id })).rejects.toMatchObject({
    problem: { code: "forbidden" },
  });
  const { inquiry } = await observer.call(inquiriesContract.get, { id });
  expect(inquiry.can).toEqual(["read"]);
  await expect(observer.call(inquiriesContract.close, { id, ver: 1, outcome: "spam" })).rejects.toMatchObject({
    problem: {
      code: "forbidden",
    },
  });
  await engine.pump();
  const { changes } = await owner(auditContract.of, { id });
  expect(changes.length).toBeGreaterThan(0);
  const see = `${id}:1`;
  const listed = async (by: Call) => (await by(inquiryQueries.list, { see, limit: 200 })).rows.map((one) => one.id);
  expect(await listed(anna.call)).toContain(id);
  expect(await listed(boris.call)).not.toContain(id);
  expect(await listed(head.call)).toContain(id);
});
