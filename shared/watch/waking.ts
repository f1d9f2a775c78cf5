import { awayOn } from "../absences/away.ts";
import { calendarOf } from "../calendars/lookup.ts";
import { intervalsOn, workingDay } from "../calendars/hours.ts";
import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import { clientsAt } from "../clients/lookup.ts";
import type { Client } from "../clients/schema.ts";
import { isForgotten, wake } from "../clients/wake.ts";
import { notify } from "../notifications/notify.ts";
import { whenText } from "../notifications/text.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { mustText } from "../texts.ts";
import type { Day } from "../time.ts";
import { dayAfter, instantOf, wallOf, type WallTime } from "../wall.ts";
import { headOf, workerOf, works } from "./people.ts";
import { contactDayIn, forgottenIn } from "./rows.ts";
import type { Phase, Place, Round } from "./run.ts";

/** Tasks one round gives one employee at most, where the company has not chosen. */
export const ROUND_TASKS = 20;
/** Clients read anew for one chunk. */
const MOST_WOKEN = 20;
/** With so many actions no further client is woken in the same transaction, which holds 100. */
const MOST_ACTIONS = 85;
const MOST_HEADS = 12;
/** A calendar whose every day is a holiday has no working day within a year. */
const MOST_DAYS = 366;

/** A forgotten client in the order of a round: by who is to think of it, those whose parking is over first. */
interface Candidate {
  key: string;
  id: string;
  worker: string;
  name: string;
}

/**
 * Gives whoever leads a forgotten client the task to plan the next step, at most so many a round: those whose parking
 * is over first, then those not spoken to for longest. The rest stays in the list for the days that follow.
 */
export const wakeClients: Phase = async ({ caller, tx }, round, place) => {
  const { today, company } = round;
  const most = company.company.roundTasks ?? ROUND_TASKS;
  const all = await round.found("clients", () => forgotten(caller, round));
  const from = all.findIndex(({ key }) => key > place.after);
  if (from < 0) return undefined;
  const { batch, last } = nextOf(all, from, most, place);
  const clients = await clientsAt(
    caller,
    batch.map(({ id }) => id),
  );
  const due = new Map<string, { at: WallTime; timeZone: string }>();
  const given = new Map([[workerIn(place.after), place.given]]);
  const upTo = (key: string): Place => ({ ...place, after: key, given: given.get(workerIn(key)) ?? 0 });
  for (const [index, { id, worker }] of batch.entries()) {
    if (tx.size > MOST_ACTIONS) return upTo(batch[index - 1]!.key);
    const client = clients.get(id);
    if (!client || !isForgotten(client, today)) continue;
    let end = due.get(worker);
    if (!end) due.set(worker, (end = await endOfWork(caller, worker, today)));
    const text = reasonOf(caller, client);
    wake(tx, { ...caller, timeZone: end.timeZone }, client, { text, at: end.at, performerId: worker });
    given.set(worker, (given.get(worker) ?? 0) + 1);
  }
  return upTo(last);
};

/** Candidates for one chunk, none beyond the bound of its employee, and the key of the last one looked at. */
function nextOf(
  all: readonly Candidate[],
  from: number,
  most: number,
  { after, given }: Place,
): { batch: Candidate[]; last: string } {
  const batch: Candidate[] = [];
  const counted = new Map([[workerIn(after), given]]);
  let last = after;
  for (let at = from; at < all.length && batch.length < MOST_WOKEN; at++) {
    const one = all[at]!;
    last = one.key;
    const has = counted.get(one.worker) ?? 0;
    if (has >= most) continue;
    counted.set(one.worker, has + 1);
    batch.push(one);
  }
  return { batch, last };
}

/** Shows every head the list of those of his people who forgot somebody: one notice with its figures. */
export const tellHeads: Phase = async ({ caller, tx }, _, place) => {
  const next = place.at + MOST_HEADS;
  for (const [userId, found, given, client] of place.heads.slice(place.at, next)) {
    const left = found - given;
    const values = { client, count: String(found), given: String(given), left: String(left) };
    const about = { kind: "company", id: caller.tenant };
    const path = "watch?show=clients";
    await notify(caller, tx, userId, [{ kind: "client_forgotten", about, path, values, at: caller.now }]);
  }
  return next < place.heads.length ? { ...place, at: next } : undefined;
};

/** How many clients the people of each head forgot, and for how many of them this round gives tasks. */
export async function headsOfForgotten(caller: Caller, round: Round): Promise<Place["heads"]> {
  const { company } = round;
  const most = company.company.roundTasks ?? ROUND_TASKS;
  const heads = new Map<string, Place["heads"][number]>();
  for (const [worker, its] of Map.groupBy(await forgotten(caller, round), (one) => one.worker)) {
    const head = headOf(company, worker) ?? worker;
    const [, found, given] = heads.get(head) ?? [head, 0, 0, ""];
    const total = found + its.length;
    // One client is named, several are counted.
    heads.set(head, [head, total, given + Math.min(its.length, most), total === 1 ? `${its[0]!.name}. ` : ""]);
  }
  return [...heads.values()];
}

/** Clients with neither a step nor a parking, as the read model has them, in the order of the round. */
async function forgotten(caller: Caller, { today, company }: Round): Promise<Candidate[]> {
  const rows = await modelOf(caller, clientColumns);
  const isOne = forgottenIn(rows, today);
  const dayOf = contactDayIn(rows, company.company.timeZone);
  const curator = rows.reader("curatorId");
  const parked = rows.reader("parkedUntil");
  const name = rows.reader("name");
  const workers = await workersOf(caller, { today, company }, curatorsIn(rows, isOne));
  const found: Candidate[] = [];
  for (let slot = 0; slot < rows.ids.length; slot++) {
    if (!isOne(slot)) continue;
    const worker = workers.get(curator(slot) as string | null);
    if (!worker) continue;
    const id = rows.ids[slot]!;
    const key = `${worker} ${parked(slot) === null ? "1" : "0"} ${dayOf(slot)} ${id}`;
    found.push({ key, id, worker, name: String(name(slot)) });
  }
  return found.sort((one, other) => (one.key < other.key ? -1 : 1));
}

function curatorsIn(rows: Rows, isOne: (slot: number) => boolean): Set<string | null> {
  const curator = rows.reader("curatorId");
  const found = new Set<string | null>();
  for (let slot = 0; slot < rows.ids.length; slot++) if (isOne(slot)) found.add(curator(slot) as string | null);
  return found;
}

/** Who is to think of the clients of each curator: he, whoever answers for him, or his deputy while he is away. */
async function workersOf(
  caller: Caller,
  { today, company }: Pick<Round, "today" | "company">,
  curators: ReadonlySet<string | null>,
): Promise<Map<string | null, string | undefined>> {
  const noon = instantOf(`${today}T12:00`, company.company.timeZone);
  const workers = new Map<string | null, string | undefined>();
  for (const curatorId of curators) {
    const worker = workerOf(company, curatorId);
    const deputyId = worker && (await awayOn(caller, worker, noon))?.deputyId;
    workers.set(curatorId, works(company.employee(deputyId ?? "")) ? deputyId : worker);
  }
  return workers;
}

function workerIn(key: string): string {
  return key.slice(0, key.indexOf(" "));
}

function reasonOf({ language }: Caller, { parkedUntil, parkedReason }: Client): string {
  if (!parkedUntil) return mustText(language, "watch.planStep");
  const when = whenText(language, parkedUntil);
  if (!parkedReason) return mustText(language, "watch.parked", { when });
  return mustText(language, "watch.parkedFor", { when, reason: parkedReason });
}

/** When an employee's work ends today; where it is over or he does not work today, on his next working day. */
async function endOfWork(caller: Caller, userId: string, today: Day): Promise<{ at: WallTime; timeZone: string }> {
  const { calendar, timeZone } = await calendarOf(caller, userId);
  const now = wallOf(caller.now, timeZone);
  let at = `${today}T18:00`;
  for (let day = today, looked = 0; looked < MOST_DAYS; looked++, day = dayAfter(day, 1)) {
    if (!workingDay(calendar, day)) continue;
    const { to } = intervalsOn(calendar, day).at(-1)!;
    at = `${day}T${to === "24:00" ? "23:59" : to}`;
    if (at > now) break;
  }
  return { at, timeZone };
}
