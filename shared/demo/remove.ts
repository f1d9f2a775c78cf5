import type { Caller } from "../caller.ts";
import { takeBackCard } from "../clients/contacts.ts";
import { dealsOfCard } from "../clients/clients.ts";
import { setDemo } from "../companies/companies.ts";
import { findDeal, takeBackDeal } from "../deals/imported.ts";
import { findEmployee, hasWork, takeBackEmployee } from "../employees/imported.ts";
import type { Chunk, JobKindRules, Progress } from "../jobs/run.ts";
import { findProduct, takeBackProduct } from "../products/imported.ts";
import type { Stored } from "../record.ts";
import type { Tx } from "../table/tx.ts";
import { lastAccount, type DemoRecord } from "./account.ts";

/** Deals taken back in one chunk; a card with more of them takes several. */
const MOST_DEALS = 25;

/**
 * Takes demo data away: cards with whatever hangs on them, then products and people. An employee who has got real work
 * meanwhile stays.
 */
export const removeDemo: JobKindRules = {
  open: () => Promise.resolve({ step }),
};

async function step({ caller, job, tx }: Chunk): Promise<Progress> {
  const account = await lastAccount(caller);
  if (!account) {
    await setDemo(caller, tx, false);
    return { cursor: {}, done: job.total ?? 0, finished: true };
  }
  const client = account.records.find(({ kind }) => kind === "client");
  if (client) {
    const deals = await dealsOfCard(caller, client.id);
    for (const id of deals.slice(0, MOST_DEALS)) await takeBack(caller, tx, { kind: "deal", id });
    // The card itself goes with the last of its deals.
    if (deals.length > MOST_DEALS) return { cursor: {}, done: job.done };
    await takeBackCard(caller, tx, client.id);
  } else {
    for (const record of account.records) await takeBack(caller, tx, record);
  }
  tx.deleteKey(account.key);
  return { cursor: {}, done: (job.total ?? account.number) - account.number };
}

async function take<R extends Stored>(
  tx: Tx,
  found: Promise<R | undefined>,
  back: (record: R) => { write(tx: Tx): unknown },
): Promise<void> {
  const record = await found;
  if (record && !record.deletedAt) back(record).write(tx);
}

async function takeBack(caller: Caller, tx: Tx, { kind, id }: DemoRecord): Promise<void> {
  if (kind === "deal") await take(tx, findDeal(caller, id), (deal) => takeBackDeal(caller, deal));
  if (kind === "product") await take(tx, findProduct(caller, id), takeBackProduct);
  if (kind === "employee" && !(await hasWork(caller, id))) await take(tx, findEmployee(caller, id), takeBackEmployee);
}
