import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { find, request } from "#shared/jobs/jobs.ts";
import { JobTable } from "#shared/jobs/table.ts";
import { newMeter } from "#shared/caller.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { aCompany, type TestCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";

let engine: Engine;
let company: TestCompany;
const messages: { jobId: string; time: string }[] = [];

beforeAll(async () => {
  engine = await startEngine({
    handlers: {
      jobs: (event) => {
        for (const { body } of (event as { Records: { body: string }[] }).Records) {
          const { detail, time } = JSON.parse(body) as { detail: { payload: { jobId: string } }; time: string };
          messages.push({ jobId: detail.payload.jobId, time });
        }
        return Promise.resolve({ batchItemFailures: [] });
      },
    },
  });
  company = await aCompany();
});
afterAll(() => engine.stop());

/** A job whose worker went silent: its lease ran out at a moment. */
async function abandoned(leaseUntil: string): Promise<string> {
  const tx = storeOf(company.system).tx();
  const { id } = request(company.system, tx, { kind: "import", subject: "imp_test" });
  await tx.commit({});
  const job = (await find(company.system, id))!;
  const taken = storeOf(company.system).tx();
  taken.update(JobTable, job, { state: "running", worker: "gone", leaseUntil });
  await taken.commit({});
  await engine.pump();
  messages.length = 0;
  return id;
}

async function woken(at: string): Promise<string[]> {
  messages.length = 0;
  await engine.tick(at);
  await engine.pump();
  return messages.map(({ jobId }) => jobId);
}

async function watermark(): Promise<unknown> {
  return (await new PlatformStore(newMeter()).get({ pk: "TICK#", sk: "#" }))?.["day"];
}

async function end(id: string): Promise<void> {
  const tx = storeOf(company.system).tx();
  tx.update(JobTable, (await find(company.system, id))!, { state: "done", leaseUntil: undefined });
  await tx.commit({});
}

test("wakes a job whose lease ran out, by the moment of its event, and no other", async () => {
  const now = new Date().toISOString();
  const id = await abandoned(after(now, 120));
  expect(await woken(now)).not.toContain(id);
  expect(await woken(after(now, 180))).toContain(id);
  expect(messages.find(({ jobId }) => jobId === id)!.time.slice(0, 19)).toBe(after(now, 180).slice(0, 19));
  // Nobody took it: it is woken again a quarter of an hour later, and not before, or a slow queue would fill with copies.
  expect(await woken(after(now, 240))).not.toContain(id);
  expect(await woken(after(now, 180 + 16 * 60))).toContain(id);
  await end(id);
  expect(await woken(after(now, 300))).not.toContain(id);
});

test("finds what came due on days without a tick, and keeps the day until all of it is done", async () => {
  const now = new Date().toISOString();
  await engine.tick(now);
  const start = String(await watermark());
  const id = await abandoned(after(now, 60));
  // Ticks were missed for nine days.
  const later = after(now, 9 * 24 * 3600);
  expect(await woken(later)).toContain(id);
  expect(await watermark()).toBe(start);
  await end(id);
  expect(await woken(later)).not.toContain(id);
});

test("a tick by hand never moves the watermark past the clock, so nothing due before it is missed", async () => {
  const now = new Date().toISOString();
  await engine.tick(after(now, 40 * 24 * 3600));
  expect(String(await watermark()) < now.slice(0, 10)).toBe(true);
  const id = await abandoned(after(now, 1));
  expect(await woken(after(now, 5))).toContain(id);
  await end(id);
});

test("tells how late it is as a metric", async () => {
  const now = new Date().toISOString();
  const id = await abandoned(now);
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await engine.tick(after(now, 90));
  const line = written.mock.calls.map(([text]) => String(text)).find((text) => text.includes("TickLagSeconds"));
  written.mockRestore();
  const told = JSON.parse(line!) as { TickLagSeconds: number; _aws: { CloudWatchMetrics: { Namespace: string }[] } };
  expect(told.TickLagSeconds).toBeGreaterThanOrEqual(89);
  expect(told._aws.CloudWatchMetrics[0]!.Namespace).toBe("Prodano");
  await end(id);
});
