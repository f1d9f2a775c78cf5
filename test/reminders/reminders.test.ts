import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientsContract } from "#shared/clients/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { after } from "#shared/time.ts";
import { wallOf } from "#shared/wall.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp, type Call } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let seller: Awaited<ReturnType<typeof joined>>;

beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
  seller = await joined(engine, company, { role: "sales_manager", name: "Sergey Seller" });
});
afterAll(() => engine.stop());

let clientId: string;
beforeEach(async () => {
  clientId = (await seller.call(clientsContract.create, { name: `Client ${Math.random()}` })).id;
});

/** Wall time in the company's zone so many minutes from now. */
function inMinutes(minutes: number): string {
  return wallOf(after(new Date().toISOString(), minutes * 60), "Europe/Moscow");
}

async function tick(minutes: number): Promise<void> {
  await engine.tick(after(new Date().toISOString(), minutes * 60));
  await engine.pump();
}

async function told(call: Call, kind = "task_soon") {
  const { notifications } = await call(notificationsContract.list, {});
  return notifications.filter((one) => one.kind === kind);
}

test("tells the performer once in his page and once by letter, at the moment and not before", async () => {
  const { task } = await seller.call(tasksContract.plan, { clientId, text: "Show the press", at: inMinutes(60) });
  await tick(40);
  expect((await told(seller.call)).filter(({ about }) => about.id === task.id)).toHaveLength(0);
  await tick(47);
  await tick(48);
  const notices = (await told(seller.call)).filter(({ about }) => about.id === task.id);
  expect(notices).toHaveLength(1);
  expect(notices[0]!.title).toContain("Show the press");
  const letters = (await engine.inbox(seller.email)).filter(({ subject }) => subject.includes("Show the press"));
  expect(letters).toHaveLength(1);
});
