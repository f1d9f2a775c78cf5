import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobKinds } from "#functions/lib/job-kinds.ts";
import * as absences from "#shared/absences/absences.ts";
import type { Caller } from "#shared/caller.ts";
import * as clients from "#shared/clients/clients.ts";
import * as companies from "#shared/companies/companies.ts";
import { forgetContext } from "#shared/companies/context.ts";
import { get as dayOf } from "#shared/day/day.ts";
import * as employees from "#shared/employees/employees.ts";
import { newId } from "#shared/ids.ts";
import { run } from "#shared/jobs/run.ts";
import { storeOf } from "#shared/table/store.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { TaskTable } from "#shared/tasks/table.ts";
import * as tasks from "#shared/tasks/tasks.ts";
import { after } from "#shared/time.ts";
import { dayAfter } from "#shared/wall.ts";
import * as watch from "#shared/watch/queries.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { active, asked, aTalk, aWorker, on, roundOn, toldTo } from "./rounds.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** A client of a curator without a step. */
function aClient(caller: Caller, day: string, fields: { curatorId?: string; firstContactOn?: string } = {}) {
  const name = `Client ${newId("client").slice(-6)}`;
  return clients.create(on(caller, day), { name, kind: "organisation", phones: [], emails: [], ...fields });
}

async function bounded(company: TestCompany, roundTasks: number): Promise<void> {
  const { ver } = await companies.get(company.owner);
  await companies.change(company.owner, { ver, roundTasks });
  forgetContext(company.id);
}

/** Open tasks of an employee by due moment. */
function tasksOf(caller: Caller): Promise<Task[]> {
  return storeOf(caller).query(TaskTable, { pk: `U#${caller.userId}`, index: "work" });
}

test("a forgotten client has a step of its curator by the end of his working day; one with a step or parked is let be", async () => {
  const company = await aCompany({ language: "en" });
  const seller = await active(company, "sales_manager");
  const day = "2027-01-11";
  const lost = await aClient(seller, day);
  const stepped = await aClient(seller, day);
  await tasks.plan(on(seller, day), { clientId: stepped.id, text: "Call", at: "2027-03-01T10:00" });
  const parked = await aClient(seller, day);
  await clients.change(on(seller, day), {
    id: parked.id,
    ver: parked.ver,
    parkedUntil: "2027-01-13",
    parkedReason: "Budget",
  });
  await roundOn(company.system, "2027-01-12");
  await roundOn(company.system, "2027-01-12");
  const made = (await tasksOf(seller)).filter(({ createdBy }) => createdBy === "system");
  expect(made).toMatchObject([{ text: "Plan the next step", at: "2027-01-12T18:00", clientId: lost.id }]);
  const { planned } = await dayOf(on(seller, "2027-01-12"), {});
  expect(planned).toMatchObject([{ text: "Plan the next step", clientId: lost.id, clientName: lost.name }]);
  expect((await clients.find(seller, lost.id))?.nextStep).toMatchObject({ at: "2027-01-12T18:00" });
  expect((await clients.find(seller, parked.id))?.parkedUntil).toBe("2027-01-13");

  await roundOn(company.system, "2027-01-13");
  const woken = (await tasksOf(seller)).filter(({ clientId }) => clientId === parked.id);
  expect(woken).toMatchObject([{ text: "Parked until Wed, January 13: Budget", at: "2027-01-13T18:00" }]);
  const card = await clients.find(seller, parked.id);
  expect(card?.parkedUntil).toBeUndefined();
  expect(card?.parkedReason).toBeUndefined();
  expect((await watch.clients(on(company.owner, "2027-01-13"), { limit: 50 })).total).toBe(0);
});

test("on a day off the task is due at the end of the next working day", async () => {
  const company = await aCompany();
  const seller = await active(company, "sales_manager");
  await aClient(seller, "2027-01-08");
  await roundOn(company.system, "2027-01-09");
  expect(await tasksOf(seller)).toMatchObject([{ at: "2027-01-11T18:00" }]);
});

test("clients of nobody, and of somebody who left, go to whoever leads; the head is shown the list once", async () => {
  const company = await aCompany({ language: "en" });
  const head = await active(company, "head_of_sales");
  const seller = await active(company, "sales_manager", { managerId: head.userId });
  const day = "2027-01-11";
  const own = await aClient(seller, day);
  const nobodys = await aClient(company.system, day);
  await aClient(on(company.system, day), day, { curatorId: seller.userId });
  const { employees: all } = await employees.list(company.system);
  const { ver } = all.find(({ id }) => id === seller.userId)!;
  await employees.close(company.owner, { id: seller.userId, ver });
  forgetContext(company.id);
  await roundOn(company.system, "2027-01-12");
  expect((await tasksOf(head)).map(({ clientId }) => clientId)).toContain(own.id);
  expect((await tasksOf(head)).map(({ clientId }) => clientId)).toContain(nobodys.id);
  expect(await tasksOf(head)).toHaveLength(3);
  expect(await tasksOf(seller)).toEqual([]);
  const told = await toldTo(company.owner, "client_forgotten");
  expect(told).toMatchObject([{ path: "watch?show=clients", values: { count: "3", given: "3", left: "0" } }]);
});

test("while a curator is away his deputy has the task", async () => {
  const company = await aCompany();
  const seller = await active(company, "sales_manager");
  const deputy = await active(company, "sales_manager");
  await aClient(seller, "2027-01-11");
  const days = { from: "2027-01-12", until: "2027-01-14" };
  const about = { employeeId: seller.userId, kind: "vacation" as const, deputyId: deputy.userId };
  await absences.add(on(company.owner, "2027-01-11"), { ...about, ...days });
  await roundOn(company.system, "2027-01-12");
  expect([await tasksOf(seller), await tasksOf(deputy)]).toMatchObject([[], [{ createdBy: "system" }]]);
});

test("a round gives one employee so many tasks at most, those longest silent first; the list empties over the days", async () => {
  const company = await aCompany();
  await bounded(company, 4);
  const head = await active(company, "head_of_sales");
  const sellers = [
    await active(company, "sales_manager", { managerId: head.userId }),
    await active(company, "sales_manager", { managerId: head.userId }),
  ];
  const known = new Map<string, string>();
  for (const seller of sellers)
    for (let place = 0; place < 10; place++) {
      const firstContactOn = dayAfter("2026-01-01", (place * 7) % 10);
      known.set((await aClient(seller, "2027-01-11", { firstContactOn })).id, firstContactOn);
    }
  const left: number[] = [];
  for (const day of ["2027-01-12", "2027-01-13", "2027-01-14"]) {
    await roundOn(company.system, day);
    left.push((await watch.clients(on(company.owner, day), { limit: 50 })).total);
  }
  expect(left).toEqual([12, 4, 0]);
  for (const seller of sellers) {
    const days = (await tasksOf(seller)).map(({ clientId }) => known.get(clientId!)!);
    expect(days.slice(0, 4).sort()).toEqual(["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]);
    expect(days).toHaveLength(10);
  }
  const told = await toldTo(head, "client_forgotten");
  expect(told.map(({ values }) => [values["count"], values["given"], values["left"]])).toEqual([
    ["20", "8", "12"],
    ["12", "8", "4"],
    ["4", "4", "0"],
  ]);
});

test("after a round every client within the bound has a step or is parked, whatever was done and wherever it was killed", async () => {
  const company = await aCompany();
  await bounded(company, 200);
  const sellers = [await active(company, "sales_manager"), await active(company, "telemarketing_agent")];
  let day = "2027-01-04";
  const deed = fc.record({
    who: fc.nat(1),
    what: fc.constantFrom("add", "nobody", "step", "park", "parkPast", "talk", "cancel", "bin"),
    which: fc.nat(30),
  });
  const known: string[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), fc.nat(2), async (deeds, kills) => {
      day = dayAfter(day, 3);
      for (const { who, what, which } of deeds) {
        const caller = on(company.owner, day);
        const curatorId = sellers[who]!.userId;
        if (what === "add") known.push((await aClient(caller, day, { curatorId })).id);
        if (what === "nobody") known.push((await aClient(on(company.system, day), day)).id);
        const client = known.length > 0 ? await clients.find(caller, known[which % known.length]!) : undefined;
        if (!client) continue;
        const { id, ver, nextStep } = client;
        if (what === "step")
          await tasks.plan(caller, { clientId: id, text: "Call", at: `${dayAfter(day, which)}T10:00` });
        if (what === "park") await clients.change(caller, { id, ver, parkedUntil: dayAfter(day, which) });
        if (what === "talk") await aTalk(company.owner, id, day);
        if (what === "cancel" && nextStep) {
          const { task } = await tasks.get(caller, { id: nextStep.taskId });
          await tasks.cancel(caller, { id: task.id, ver: task.ver, scope: "one", end: false });
        }
        if (what === "bin") await clients.remove(caller, { id });
      }
      day = dayAfter(day, 1);
      const jobId = await asked(company.system, day);
      let lives = 1;
      for (let outcome = "more"; outcome !== "ended"; lives++) {
        const now = after(`${day}T03:00:00.000Z`, lives * 600);
        let looks = lives <= kills ? 2 : 1000;
        const worker = aWorker(() => (looks-- > 0 ? 600_000 : 0));
        outcome = await run({ ...company.system, now }, jobId, jobKinds, worker);
      }
      for (const id of known) {
        const client = await clients.find(company.system, id);
        const held = !client || client.nextStep !== undefined || (client.parkedUntil ?? "") > day;
        expect(held, JSON.stringify(client)).toBe(true);
      }
      expect((await watch.clients(on(company.owner, day, "04:00:00.000"), { limit: 1 })).total).toBe(0);
    }),
    { numRuns: 8 },
  );
});
