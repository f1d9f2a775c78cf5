import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { isUrgent } from "../notifications/kinds.ts";
import { notify, type Notice } from "../notifications/notify.ts";
import { quietUntil, readerOf } from "../notifications/settings.ts";
import type { Key } from "../table/entity.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { postponeWaiting, replaceWaiting, takeWaiting } from "../table/waiting.ts";
import { after } from "../time.ts";
import type { Reminder, ReminderKind } from "./schema.ts";
import { waitingOf, reminderMirror, type Waiting } from "./items.ts";

/** What comes of a reminder whose moment has come. */
export interface Fired {
  /** What its employee is told. */
  notices?: readonly Notice[];
  /** The same reminder for its next moment. */
  next?: Reminder;
  /** Adds what else must happen in the same transaction. */
  also?: (tx: Tx) => Promise<void> | void;
}

/**
 * Looks at the record behind a reminder, as it is now: answers what is to be done, undefined where it is due no more
 * because the record has ended or gone.
 */
export type Fire = (caller: Caller, reminder: Reminder) => Promise<Fired | undefined>;

/** The rules of every kind of reminder. */
export type ReminderKinds = Record<ReminderKind, Fire>;

/** Tries of one reminder before somebody is called to look at it: with the pauses between them about four hours. */
const MOST_TRIES = 10;
const MOST_PAUSE_MINUTES = 60;
/** From then on it is tried once a day: nothing that was accepted is dropped. */
const TROUBLED_PAUSE_MINUTES = 24 * 60;
/** Reminders of one employee that go in one transaction. */
const MOST_TOGETHER = 15;
/** Below the 100 that DynamoDB takes. */
const MOST_ACTIONS = 90;

/** What happened to reminders that were handed over. */
export interface Outcome {
  /** Told, moved on, or due no more. */
  done: number;
  /** Not in this worker's hands any more: moved, cancelled, or done before. */
  left: number;
  /** Wait for another try. */
  postponed: number;
  /** Failed so often that somebody must look at them. */
  troubled: Key[];
  /** Why some wait for another try. */
  failures: unknown[];
}

/**
 * Works on reminders that were claimed for this worker. Each happens in one transaction with what it tells: once,
 * whoever hands it over and however often. One that fails waits, longer each time, and does not hold up the others.
 */
export async function fire(caller: Caller, keys: readonly Key[], kinds: ReminderKinds): Promise<Outcome> {
  const outcome: Outcome = { done: 0, left: 0, postponed: 0, troubled: [], failures: [] };
  const found = await read(caller, keys);
  outcome.left += keys.length - found.length;
  for (const [, its] of Map.groupBy(found, ({ reminder }) => reminder.userId)) {
    for (let from = 0; from < its.length; from += MOST_TOGETHER) {
      const group = its.slice(from, from + MOST_TOGETHER).map(({ key }) => key);
      try {
        await fireGroup(caller, group, kinds, outcome);
      } catch (error) {
        // One of them may be to blame: each gets its own try.
        for (const key of group) await fireAlone(caller, key, kinds, outcome, group.length === 1 ? error : undefined);
      }
    }
  }
  return outcome;
}

async function read(caller: Caller, keys: readonly Key[]): Promise<{ key: Key; reminder: Waiting }[]> {
  const items = await storeOf(caller).itemsAt(keys);
  return keys.flatMap((key, place) => {
    const reminder = waitingOf(items[place]);
    // One that nobody has claimed was moved to another moment since, or waits for the end of quiet hours.
    return reminder?.claimed ? [{ key, reminder }] : [];
  });
}

async function fireGroup(caller: Caller, keys: readonly Key[], kinds: ReminderKinds, outcome: Outcome): Promise<void> {
  const done = await retryStale(async () => {
    const tx = storeOf(caller).tx();
    const notices: Notice[] = [];
    const claimed = await read(caller, keys);
    for (const { key, reminder } of claimed) {
      notices.push(...(await fireOne(caller, tx, key, reminder, kinds)));
    }
    const userId = claimed[0]?.reminder.userId;
    if (userId) await notify(caller, tx, userId, notices);
    if (tx.size > MOST_ACTIONS && keys.length > 1) throw new Error("Too many actions for one transaction");
    await tx.commit(undefined);
    return claimed.length;
  });
  outcome.done += done;
  outcome.left += keys.length - done;
}

async function fireOne(
  caller: Caller,
  tx: Tx,
  key: Key,
  reminder: Waiting,
  kinds: ReminderKinds,
): Promise<readonly Notice[]> {
  const fired = await kinds[reminder.kind](caller, plain(reminder));
  if (!fired) {
    takeWaiting(tx, key, reminder.dsk);
    return [];
  }
  const { notices = [], next, also } = fired;
  const quiet = notices.length > 0 ? await quietFor(caller, reminder, notices) : undefined;
  if (quiet) {
    postponeWaiting(tx, key, reminder.dsk, quiet, 0);
    return [];
  }
  if (next) replaceWaiting(tx, reminderMirror(next), reminder.dsk);
  else takeWaiting(tx, key, reminder.dsk);
  await also?.(tx);
  return notices;
}

/** The end of the quiet hours of its reader, where nothing it tells may pass them. */
async function quietFor(caller: Caller, { userId }: Reminder, notices: readonly Notice[]): Promise<string | undefined> {
  const reader = userId ? await readerOf(caller, userId) : undefined;
  if (!reader || notices.some(({ kind, urgent }) => urgent ?? isUrgent(kind))) return undefined;
  return quietUntil(reader, caller.now);
}

function plain({ dsk: _dsk, claimed: _claimed, failures: _failures, ...reminder }: Waiting): Reminder {
  return reminder;
}

/** Tries one reminder by itself; where it fails it waits for the clock, longer each time. */
async function fireAlone(
  caller: Caller,
  key: Key,
  kinds: ReminderKinds,
  outcome: Outcome,
  failed: unknown,
): Promise<void> {
  let error = failed;
  if (error === undefined) {
    try {
      await fireGroup(caller, [key], kinds, outcome);
      return;
    } catch (caught) {
      error = caught;
    }
  }
  const [found] = await read(caller, [key]);
  if (!found) {
    outcome.left += 1;
    return;
  }
  const failures = found.reminder.failures + 1;
  const troubled = failures >= MOST_TRIES;
  const minutes = troubled ? TROUBLED_PAUSE_MINUTES : Math.min(2 ** (failures - 1), MOST_PAUSE_MINUTES);
  const tx = storeOf(caller).tx();
  postponeWaiting(tx, key, found.reminder.dsk, after(caller.now, minutes * 60), failures);
  try {
    await tx.commit(undefined);
  } catch (raced) {
    // Somebody moved, cancelled or finished it meanwhile: it is in other hands.
    if (raced instanceof Problem) return;
    throw raced;
  }
  outcome.postponed += 1;
  if (troubled) outcome.troubled.push(key);
  outcome.failures.push(error);
}
