import type { Caller } from "../caller.ts";
import { takeBackCard } from "../clients/contacts.ts";
import { dealsOfCard } from "../clients/clients.ts";
import { findClient } from "../clients/imported.ts";
import { setDemo } from "../companies/companies.ts";
import { findDeal, takeBackDeal } from "../deals/imported.ts";
import { findEmployee, hasWork, takeBackEmployee } from "../employees/imported.ts";
import type { Chunk, JobKindRules, Progress } from "../jobs/run.ts";
import { findProduct, takeBackProduct } from "../products/imported.ts";
import type { Stored } from "../record.ts";
import { MOST_ACTIONS, type Tx } from "../table/tx.ts";
import { lastAccount, type DemoRecord } from "./account.ts";

/** The account of the chunk, and the step of the job. */
const OTHERS = 2;
const MOST = MOST_ACTIONS - OTHERS;

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
  const { records } = account;
  const card = records.find(({ kind }) => kind === "client");
  const gone = card ? await takeCard(caller, tx, card.id) : await takeOthers(caller, tx, records);
  if (!gone) return { cursor: {}, done: job.done };
  tx.deleteKey(account.key);
  return { cursor: {}, done: (job.total ?? account.number) - account.number };
}

/**
 * Takes away a card with its deals, those of others among them; false where it takes another chunk. The card is read
 * before its deals: one that is opened meanwhile keeps it where it is.
 */
async function takeCard(caller: Caller, tx: Tx, id: string): Promise<boolean> {
  const client = await findClient(caller, id);
  for (const dealId of await dealsOfCard(caller, id)) {
    const deal = await findDeal(caller, dealId);
    if (!deal || deal.deletedAt) continue;
    const back = takeBackDeal(caller, deal);
    if (tx.size + back.cost > MOST) return false;
    back.write(tx);
  }
  return !client || takeBackCard(caller, tx, client, MOST);
}

async function takeOthers(caller: Caller, tx: Tx, records: readonly DemoRecord[]): Promise<true> {
  for (const { kind, id } of records) {
    if (kind === "product") await take(tx, findProduct(caller, id), takeBackProduct);
    if (kind === "employee" && !(await hasWork(caller, id))) await take(tx, findEmployee(caller, id), takeBackEmployee);
  }
  return true;
}

async function take<R extends Stored>(
  tx: Tx,
  found: Promise<R | undefined>,
  back: (record: R) => { write(tx: Tx): unknown },
): Promise<void> {
  const record = await found;
  if (record && !record.deletedAt) back(record).write(tx);
}
