import type { Caller } from "../caller.ts";
import { config } from "../config.ts";
import { Problem } from "../errors.ts";
import { API_ROOT } from "../http/contract.ts";
import { unsubscribeToken } from "../notifications/unsubscribe.ts";
import * as files from "../files/files.ts";
import { tokenOf } from "../people/links.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import { after } from "../time.ts";
import { messageOf } from "./message.ts";
import { render } from "./render.ts";
import type { Letter } from "./schema.ts";
import { hand, type Certain, type Outcome } from "./ses.ts";
import { LetterTable } from "./table.ts";

/** A sending that went silent is looked at again after this long: by then SES has told what it took. */
const LEASE_SECONDS = 10 * 60;
/** Tries of one letter: with the waits between them about seven hours. */
const MOST_TRIES = 12;
const MOST_WAIT_MINUTES = 60;

/** What a worker did with a letter; `left` means that it was not its turn. */
export type Sending = Outcome["kind"] | "left";

/**
 * Sends a letter that is due. It is claimed first, so of several workers one sends it. What SES refuses for now waits
 * for the clock; after an end nobody can be sure of the letter stays claimed for ten minutes, in which the event of
 * its sending may yet come, and only then is it sent again: never lost, doubled only if that event was lost too.
 */
export async function send(caller: Caller, letterId: string): Promise<Sending> {
  const letter = await claim(caller, letterId);
  if (!letter) return "left";
  const outcome = await deliver(caller, letter);
  if (outcome.kind !== "unclear") await settle(caller, letter, outcome);
  return outcome.kind;
}

async function claim(caller: Caller, id: string): Promise<Letter | undefined> {
  const store = storeOf(caller);
  const letter = await store.get(LetterTable, { id });
  if (!letter || !["queued", "sending"].includes(letter.state)) return undefined;
  if (letter.dueAt !== undefined && letter.dueAt > caller.now) return undefined;
  const tx = store.tx();
  const claimed = tx.update(LetterTable, letter, {
    state: "sending",
    attempts: letter.attempts + 1,
    dueAt: after(caller.now, LEASE_SECONDS),
  });
  try {
    return await tx.commit(claimed);
  } catch (error) {
    if (error instanceof Problem && error.code === "conflict") return undefined;
    throw error;
  }
}

async function deliver(caller: Caller, letter: Letter): Promise<Outcome> {
  // A rate that is used up says nothing of the letter: it is not counted against it.
  if (letter.attempts > MOST_TRIES && !/Throttling|LimitExceeded/.test(letter.trouble ?? ""))
    return { kind: "refused", trouble: "too_many_tries" };
  let raw: Buffer;
  try {
    raw = await compose(caller, letter);
  } catch (error) {
    // A file that is gone will not come back; a bucket that does not answer will.
    if (error instanceof Problem || (error as Error).name === "NoSuchKey")
      return { kind: "refused", trouble: "file_missing" };
    return { kind: "later", trouble: "not_composed" };
  }
  return hand(raw, letter.to, { letter: letter.id, tenant: caller.tenant });
}

async function compose(caller: Caller, letter: Letter): Promise<Buffer> {
  const { told } = letter;
  const [token, stop, attachments] = await Promise.all([
    letter.linkId ? tokenOf(letter.linkId) : undefined,
    told ? unsubscribeToken({ tenant: caller.tenant, userId: told.userId, kinds: told.kinds }) : undefined,
    Promise.all((letter.fileIds ?? []).map((id) => files.readWhole(caller, id))),
  ]);
  const url = stop ? `${config.webUrl}${API_ROOT}/unsubscribe?token=${stop}` : undefined;
  return messageOf(letter, render(letter, config.webUrl, token, stop), attachments, url);
}

/** Writes down how it ended, unless SES's own event was faster: what that says stands. */
async function settle(caller: Caller, { id }: Letter, outcome: Certain): Promise<void> {
  await retryStale(async () => {
    const store = storeOf(caller);
    const letter = await store.get(LetterTable, { id });
    if (letter?.state !== "sending") return;
    const tx = store.tx();
    tx.update(LetterTable, letter, changeOf(caller, letter, outcome));
    await tx.commit({});
  });
}

function changeOf(caller: Caller, { attempts }: Letter, outcome: Certain): Partial<Letter> {
  switch (outcome.kind) {
    case "sent":
      return { state: "sent", messageId: outcome.messageId, sentAt: caller.now, dueAt: undefined, trouble: undefined };
    case "refused":
      return { state: "failed", trouble: outcome.trouble, dueAt: undefined };
    case "later": {
      const minutes = Math.min(2 ** (attempts - 1), MOST_WAIT_MINUTES);
      return { state: "queued", trouble: outcome.trouble, dueAt: after(caller.now, minutes * 60) };
    }
  }
}
