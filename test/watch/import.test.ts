import { afterAll, beforeAll, expect, test } from "vitest";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { after } from "#shared/time.ts";
import { watchQueries } from "#shared/watch/contract.ts";
import { imported } from "../imports/importing.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { signedUp } from "../support/people.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test("deals that an import brings overdue make one summary and one letter by the next round, and none after it", async () => {
  const { call, input } = await signedUp(engine);
  const { id: pipelineId, stages } = await call(pipelinesContract.add, { template: "seven" });
  const lines = Array.from({ length: 12 }, (_, row) => `Acme,Boris ${row % 3},New,2020-01-0${(row % 9) + 1},100`);
  const done = await imported(engine, call, {
    name: "deals.csv",
    content: Buffer.from(["Client,Manager,Stage,Opened,Amount", ...lines].join("\n")),
    entity: "deals",
    plan: () => ({ pipelineId }),
    says: {
      client: { others: { do: "create" } },
      manager: { others: { do: "create", role: "sales_manager" } },
      stage: { others: { do: "stage", state: "open", stageId: stages[0]!.id } },
    },
  });
  expect(done).toMatchObject({ state: "done", counts: { created: 12 } });
  for (const days of [0, 1, 2]) {
    await engine.tick(after(new Date().toISOString(), days * 24 * 3600 + 5));
    await engine.pump();
  }
  const { notifications } = await call(notificationsContract.list, {});
  const told = notifications.filter(({ kind }) => kind.startsWith("deal"));
  const { total } = await call(watchQueries.deals, { signal: "overdue" });
  expect(total).toBe(12);
  expect(told).toMatchObject([{ kind: "deals_summary", path: "watch", text: expect.stringContaining("12") as string }]);
  const letters = (await engine.inbox(input.email)).filter(({ subject }) => subject === told[0]!.title);
  expect(letters).toHaveLength(1);
});
