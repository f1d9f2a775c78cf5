import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp, type Call } from "../support/people.ts";

let engine: Engine;
let owner: Awaited<ReturnType<typeof signedUp>>;
let former: Awaited<ReturnType<typeof joined>>;
let present: Awaited<ReturnType<typeof joined>>;

beforeAll(async () => {
  engine = await startEngine();
  owner = await signedUp(engine);
  await owner.call(pipelinesContract.add, { template: "seven" });
  former = await joined(engine, owner, { role: "sales_manager", name: "Former Manager" });
  present = await joined(engine, owner, { role: "sales_manager", name: "Present Manager" });
});
afterAll(() => engine.stop());

async function told(call: Call): Promise<string[]> {
  await engine.pump();
  const { notifications } = await call(notificationsContract.list, {});
  return notifications.filter(({ kind }) => kind.startsWith("deal_")).map(({ title, text }) => `${title} | ${text}`);
}

test("a deal given to another is told to him, and its end to whoever led it before and leads it now", async () => {
  const { id: clientId } = await owner.call(clientsContract.create, { name: "Northern Wind" });
  const opened = await former.call(dealsContract.open, { clientId, title: "Forty desks" });
  expect(await told(former.call)).toEqual([]);
  const given = await owner.call(dealsContract.change, {
    id: opened.id,
    ver: opened.ver,
    managerId: present.employee.id,
  });
  expect(given.formerManagerIds).toEqual([former.employee.id]);
  expect(await told(present.call)).toEqual(["Olga Owner has given you a deal: Forty desks | Northern Wind"]);
  const { dictionaries } = await owner.call(dictionariesContract.list, {});
  const reasonIds = [dictionaries.find(({ id }) => id === "refusal_reason")!.entries[0]!.id];
  await present.call(dealsContract.close, { id: given.id, ver: given.ver, outcome: "refusal", reasonIds });
  expect(await told(former.call)).toEqual(["A deal of yours has ended: Forty desks | Northern Wind. Refused."]);
  // Who ended it knows.
  expect(await told(present.call)).toHaveLength(1);
});
