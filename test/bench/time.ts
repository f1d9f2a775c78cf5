import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { clockEvent } from "#infra/local/clock.ts";
import { newCompanyId, newId } from "#shared/ids.ts";
import { reminderMirror } from "#shared/reminders/items.ts";
import { mirrorItem, type Item } from "#shared/table/entity.ts";
import { after } from "#shared/time.ts";
import { startEngine } from "#test/support/engine.ts";
import { startParts } from "#test/support/parts.ts";
import { monthOfPeople } from "./calendar.ts";
import { print, quiet, shown } from "./figures.ts";
import type { Ticked } from "./tick-worker.ts";

// The clock: what a tick costs that finds nothing, and one that finds 100,000 reminders of 1,000 companies; the calendar.

const COMPANIES = Number(process.env["COMPANIES"] ?? 1000);
const EACH = 100;
const IDLE_TICKS = 20;

process.env["LOG_REQUESTS"] = "0";
quiet();
const { parts, stop } = await startParts();
const engine = await startEngine({ parts });
const worker = fork(fileURLToPath(new URL("./tick-worker.ts", import.meta.url)), {
  execArgv: ["--disable-warning=ExperimentalWarning"],
});
try {
  // First: what the ticks hand over belongs to companies that are not there, and stays in its queue.
  const { ms: month, p95, tasks, kilobytes } = await monthOfPeople(engine);
  print(
    "A month of the calendar of 20 people, warm, the whole request; aim: 50 ms",
    ["tasks", "ms", "p95", "KB"],
    [[String(tasks), shown(month), shown(p95), shown(kilobytes, 0)]],
  );

  const now = new Date().toISOString();
  await tick(now);
  const idle: Ticked[] = [];
  for (let run = 1; run <= IDLE_TICKS; run++) idle.push(await tick(after(now, run)));
  const typical = idle.toSorted((one, other) => one.ms - other.ms)[IDLE_TICKS / 2]!;

  const due = after(now, 600);
  await seed(due);
  const full: Ticked[] = [];
  for (let handed = 0; handed < COMPANIES * EACH; handed += full.at(-1)!.woken) full.push(await tick(after(due, 1)));
  const woken = full.reduce((sum, one) => sum + one.woken, 0);
  const ms = full.reduce((sum, one) => sum + one.ms, 0);
  const per = (name: "read" | "write") => shown(full.reduce((sum, one) => sum + one[name], 0) / woken, 2);
  print(
    `The tick: ${COMPANIES} companies with ${EACH} reminders of one minute; aims: 60 s for 100,000, 300 MB`,
    ["tick", "handed over", "ms", "read units", "write units", "memory at most, MB"],
    [
      [
        "idle",
        "0",
        shown(typical.ms, 1),
        shown(typical.read, 1),
        shown(typical.write, 1),
        shown(typical.maxBytes / 1e6, 0),
      ],
      [
        "full",
        String(woken),
        shown(ms, 0),
        `${per("read")} each`,
        `${per("write")} each`,
        shown(full.at(-1)!.maxBytes / 1e6, 0),
      ],
    ],
  );
} finally {
  worker.kill();
  await engine.stop();
  await stop();
}

function tick(at: string): Promise<Ticked> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`The tick ended with ${code}`));
    worker.once("exit", gone);
    worker.once("message", (ticked) => {
      worker.off("exit", gone);
      resolve(ticked as Ticked);
    });
    worker.send(clockEvent(new Date(at)));
  });
}

/** Writes reminders as the store does, past it: a hundred thousand transactions are not what is measured. */
async function seed(at: string): Promise<void> {
  const items: Item[] = [];
  for (let company = 0; company < COMPANIES; company++) {
    const tenant = newCompanyId();
    const userId = newId("employee");
    for (let number = 0; number < EACH; number++) {
      const about = { kind: "task", id: newId("task") };
      items.push(mirrorItem(tenant, reminderMirror({ kind: "task_soon", about, userId, at, part: "15" }), at));
    }
  }
  for (let from = 0; from < items.length; from += 25) {
    const batch = items.slice(from, from + 25);
    await engine.clients.dynamo.send(
      new BatchWriteItemCommand({
        RequestItems: { [engine.names.table]: batch.map((item) => ({ PutRequest: { Item: marshall(item) } })) },
      }),
    );
  }
}
