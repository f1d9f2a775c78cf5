import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import type { ApiError } from "#shared/http/client.ts";
import { historyContract } from "#shared/history/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";

type Company = Awaited<ReturnType<typeof signedUp>>;

let engine: Engine;
let company: Company;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
});
afterAll(() => engine.stop());

describe("a value belongs to one card", () => {
  test("100 writers race for one tax number and one of them wins", async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        company.call(clientsContract.create, {
          name: `Racer ${index}`,
          taxNumber: index % 2 ? "7736050003" : "77 3605-0003",
        }),
      ),
    );
    const won = tries.filter(({ status }) => status === "fulfilled");
    const codes = tries.flatMap((one) => (one.status === "rejected" ? [(one.reason as ApiError).problem.code] : []));
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["conflict"]));
    const { total } = await company.call(clientQueries.list, { find: "racer" });
    expect(total).toBe(1);
  }, 60_000);

  test("the second writer is told who leads the client and since when, however the value is typed", async () => {
    const { input } = company;
    const client = await company.call(clientsContract.create, {
      name: "Told",
      firstContactOn: "2026-03-05",
      phones: [{ value: "8 (812) 555-01-02" }],
      emails: [{ value: "Info@Told.example" }],
    });
    for (const again of [{ phones: [{ value: "+7 812 5550102" }] }, { emails: [{ value: "INFO@told.example" }] }]) {
      const problem = await problemOf(company.call(clientsContract.create, { name: "Second", ...again }));
      expect(problem).toMatchObject({
        status: 409,
        reason: "duplicate_client",
        params: { curator: input.name, since: "2026-03-05" },
      });
      expect(problem.current).toMatchObject({ clientId: client.id });
    }
    const { duplicates } = await company.call(clientsContract.check, { phone: "812 555 01 02" });
    expect(duplicates).toMatchObject([{ field: "phone", curator: input.name, firstContactOn: "2026-03-05" }]);
  });

  test("a phone of a contact person counts for the card, a shared one does not, and a value given up is free again", async () => {
    const phones = [{ value: "+7 495 000-11-22" }];
    const first = await company.call(clientsContract.create, {
      name: "First",
      contact: { lastName: "Ivanov", phones },
    });
    expect((await problemOf(company.call(clientsContract.create, { name: "Other", phones }))).status).toBe(409);
    await company.call(clientsContract.create, { name: "Switchboard", phones: [{ ...phones[0]!, shared: true }] });

    const { contacts } = await company.call(clientsContract.card, { id: first.id });
    const [contact] = contacts;
    const { ver } = await company.call(clientsContract.change, { id: first.id, ver: 1, phones });
    await company.call(clientsContract.removeContact, { clientId: first.id, id: contact!.id });
    // The card itself still has the number.
    expect((await problemOf(company.call(clientsContract.create, { name: "Other", phones }))).status).toBe(409);
    await company.call(clientsContract.change, { id: first.id, ver, phones: [] });
    await company.call(clientsContract.create, { name: "Other", phones });
  });

  test("a card in the recycle bin keeps its values, and comes back with them", async () => {
    const client = await company.call(clientsContract.create, { name: "Binned", taxNumber: "5003052454" });
    await company.call(clientsContract.remove, { id: client.id });
    expect((await problemOf(company.call(clientsContract.card, { id: client.id }))).status).toBe(404);
    expect(
      (await problemOf(company.call(clientsContract.create, { name: "New", taxNumber: "5003052454" }))).status,
    ).toBe(409);
    await company.call(clientsContract.restore, { id: client.id });
    expect((await company.call(clientsContract.card, { id: client.id })).client.name).toBe("Binned");
  });
});

describe("a card", () => {
  test("changed on a version that is no longer current answers what it is now, and stays", async () => {
    const client = await company.call(clientsContract.create, { name: "Twice" });
    await company.call(clientsContract.change, { id: client.id, ver: 1, name: "By the first" });
    const problem = await problemOf(
      company.call(clientsContract.change, { id: client.id, ver: 1, name: "By the second" }),
    );
    expect(problem).toMatchObject({ status: 409, reason: "stale", current: { name: "By the first", ver: 2 } });
  });

  test("shows what was written, newest first, page by page without a gap", async () => {
    const client = await company.call(clientsContract.create, { name: "Chronicle" });
    const typeId = await typeOf(company, "call");
    for (let index = 0; index < 120; index++) {
      const at = new Date(Date.parse("2026-01-01T00:00:00.000Z") + index * 3_600_000).toISOString();
      await company.call(historyContract.write, { clientId: client.id, typeId, result: `Talk ${index}`, at });
    }
    const first = await company.call(clientsContract.card, { id: client.id });
    const results = first.history.map(({ result }) => result);
    let cursor = first.historyCursor;
    while (cursor) {
      const page = await company.call(historyContract.list, { clientId: client.id, cursor });
      results.push(...page.history.map(({ result }) => result));
      cursor = page.cursor;
    }
    expect(results).toEqual(Array.from({ length: 120 }, (_, index) => `Talk ${119 - index}`));
  }, 60_000);

  test("points at the earliest of its open steps as they are planned, moved and finished", async () => {
    const client = await company.call(clientsContract.create, { name: "Steps" });
    const step = async () => (await company.call(clientsContract.card, { id: client.id })).client.nextStep?.text;
    const plan = (text: string, at: string) => company.call(tasksContract.plan, { clientId: client.id, text, at });
    const { task: late } = await plan("late", "2027-05-01T10:00");
    const { task: soon } = await plan("soon", "2027-03-01T10:00");
    expect(await step()).toBe("soon");
    const moved = await company.call(tasksContract.change, { id: soon.id, ver: soon.ver, at: "2027-06-01T10:00" });
    expect(await step()).toBe("late");
    const done = await company.call(tasksContract.finish, { id: late.id, ver: late.ver, result: "It went well" });
    expect(done.entry).toMatchObject({ result: "It went well", taskId: late.id });
    expect(await step()).toBe("soon");
    await company.call(tasksContract.cancel, { id: moved.id, ver: moved.ver });
    expect(await step()).toBeUndefined();
    const again = await problemOf(
      company.call(tasksContract.finish, { id: late.id, ver: done.task.ver, result: "Once more" }),
    );
    expect(again).toMatchObject({ status: 422, reason: "task_is_closed" });
  });

  test("an act without a result is not written", async () => {
    const client = await company.call(clientsContract.create, { name: "Silent" });
    const typeId = await typeOf(company, "call");
    const problem = await problemOf(company.call(historyContract.write, { clientId: client.id, typeId, result: "  " }));
    expect(problem.issues).toMatchObject([{ path: "result" }]);
    expect((await company.call(clientsContract.card, { id: client.id })).history).toEqual([]);
  });
});

describe("a repeated request", () => {
  test("answers what the first one answered and does nothing twice, also when both run at once", async () => {
    const idempotencyKey = "one-and-the-same";
    const create = () =>
      company.call(clientsContract.create, { name: "Once", taxNumber: "7740000076" }, { idempotencyKey });
    const answers = await Promise.all([create(), create(), create()]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await create()).toEqual(answers[0]);
    expect((await company.call(clientQueries.list, { find: "once" })).total).toBe(1);
    const other = await problemOf(company.call(clientsContract.create, { name: "Another" }, { idempotencyKey }));
    expect(other).toMatchObject({ status: 409, reason: "key_of_another_request" });
  });
});

describe("rights", () => {
  test("a sales manager reads every card and changes his own alone; lists and single records agree", async () => {
    const seller = await joined(engine, company, { role: "sales_manager", name: "Sergey Seller" });
    const own = await seller.call(clientsContract.create, { name: "Sellers own" });
    const foreign = await company.call(clientsContract.create, { name: "Owners own" });
    expect(own.can).toEqual(["read", "create", "write"]);
    expect((await seller.call(clientsContract.card, { id: foreign.id })).client.can).toEqual(["read"]);
    expect(
      (await problemOf(seller.call(clientsContract.change, { id: foreign.id, ver: 1, name: "Mine" }))).status,
    ).toBe(403);
    expect((await problemOf(seller.call(clientsContract.remove, { id: own.id }))).status).toBe(403);
    const { rows } = await seller.call(clientQueries.list, { find: "own", see: `${foreign.id}:1` });
    expect(rows.map(({ id }) => id).sort()).toEqual([own.id, foreign.id].sort());
  });

  test("whoever reads only his own History is not told of others' steps by the card", async () => {
    const agent = await joined(engine, company, { role: "telemarketing_agent", name: "Tanya Agent" });
    const client = await company.call(clientsContract.create, { name: "Quiet" });
    await company.call(tasksContract.plan, { clientId: client.id, text: "Secret step", at: "2027-02-02T10:00" });
    const seen = await agent.call(clientsContract.card, { id: client.id });
    expect(JSON.stringify(seen)).not.toContain("Secret step");
    const curatorId = (await agent.call(peopleContract.me, {})).companies[0]!.employeeId;
    const own = await company.call(clientsContract.create, { name: "His own", curatorId });
    await company.call(tasksContract.plan, { clientId: own.id, text: "Secret step", at: "2027-02-02T10:00" });
    const stale = await problemOf(agent.call(clientsContract.change, { id: own.id, ver: 999, need: "More" }));
    expect(stale).toMatchObject({ status: 409, current: { name: "His own" } });
    expect(JSON.stringify(stale)).not.toContain("Secret step");
    expect((await company.call(clientsContract.card, { id: client.id })).client.nextStep?.text).toBe("Secret step");
  });

  test("what a role may not do is refused under the API", async () => {
    const observer = await joined(engine, company, { role: "observer", name: "Oleg Observer" });
    expect((await problemOf(observer.call(clientsContract.create, { name: "No" }))).status).toBe(403);
    expect((await problemOf(observer.call(employeesContract.add, { name: "No", role: "observer" }))).status).toBe(403);
    const me = await observer.call(peopleContract.me, {});
    expect(me.companies[0]!.rights.clients).toEqual({ read: "all" });
  });
});

async function typeOf({ call }: Company, code: string): Promise<string> {
  const { dictionaries } = await call(dictionariesContract.list, {});
  return dictionaries.find(({ id }) => id === "activity_type")!.entries.find((entry) => entry.code === code)!.id;
}
