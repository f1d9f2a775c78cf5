import { awayOn } from "../absences/away.ts";
import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import type { SignalKind } from "../deals/signals.ts";
import { entryColumns } from "../history/columns.ts";
import type { Input } from "../http/contract.ts";
import { totalMinor } from "../money.ts";
import type { Role, Section } from "../policy-names.ts";
import { scopeOf } from "../policy.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { testOf } from "../query/select.ts";
import type { Value } from "../query/tree.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import { dayIn } from "../time.ts";
import { dayAfter, daysBetween } from "../wall.ts";
import type { watchQueries } from "./contract.ts";
import { companyOf, contactDayIn, forgottenIn, watchedDeals, type WatchedDeals } from "./rows.ts";
import { MANAGER_SILENCE_DAYS, type SilentManager, type WatchedDeal, type WatchSummary } from "./schema.ts";

type In<K extends keyof typeof watchQueries> = Input<(typeof watchQueries)[K]>;
type Counts = Pick<WatchSummary, SignalKind | "forgotten">;

/** Whose silence is looked at: those who talk to clients for a living. */
const sellers: readonly Role[] = ["head_of_sales", "sales_manager", "telemarketing_agent"];

/** Open deals with one signal, the longest over its norm first. */
export async function deals(caller: Caller, { signal, managerId, pipelineId, see, limit, cursor }: In<"deals">) {
  const watched = await watchedDeals(caller, await todayOf(caller), see);
  const { deals, clients, clientOf } = watched;
  const sees = dealsInSight(caller, watched);
  const manager = deals.reader("managerId");
  const pipeline = deals.reader("pipelineId");
  const base = deals.reader("baseMinor");
  const found: Placed[] = [];
  const amounts: number[] = [];
  for (let slot = 0; slot < deals.ids.length; slot++) {
    if (managerId && (manager(slot) ?? "none") !== managerId) continue;
    if (pipelineId && pipeline(slot) !== pipelineId) continue;
    const its = watched.signals(slot).find(({ kind }) => kind === signal);
    if (!its || !sees(slot)) continue;
    // The day its norm was over: the order stays the same when a day goes by between two pages.
    found.push({ slot, key: dayAfter(its.since, its.norm), id: deals.ids[slot]! });
    amounts.push(base(slot) as number);
  }
  const page = await pageOf(caller, `watch ${signal} ${managerId} ${pipelineId}`, found, limit, cursor);
  const name = clients.reader("name");
  const texts = ["title", "clientId", "managerId", "pipelineId", "stageId", "amountMinor", "baseMinor", "currency"];
  const readers = texts.map((field) => [field, deals.reader(field)] as const);
  const rows = page.rows.map(({ slot, id }) => ({
    ...Object.fromEntries(readers.map(([field, read]) => [field, read(slot)])),
    id,
    clientName: String(name(clientOf(slot)!)),
    ...signalOf(watched, slot, signal),
  }));
  return { ...page, rows: rows as unknown as WatchedDeal[], total: found.length, sumMinor: totalMinor(amounts) };
}

function signalOf({ signals }: WatchedDeals, slot: number, signal: SignalKind) {
  const { since, days, norm } = signals(slot).find(({ kind }) => kind === signal)!;
  return { signal, since, days, norm };
}

/** Clients without a next step, the longest silent first. */
export async function clients(caller: Caller, { curatorId, see, limit, cursor }: In<"clients">) {
  const [{ company }, rows] = await Promise.all([companyOf(caller), modelOf(caller, clientColumns, see)]);
  const today = dayIn(caller.now, company.timeZone);
  const forgotten = forgottenIn(rows, today);
  const sees = clientsInSight(caller, rows);
  const dayOf = contactDayIn(rows, company.timeZone);
  const curator = rows.reader("curatorId");
  const found: Placed[] = [];
  for (let slot = 0; slot < rows.ids.length; slot++) {
    if (curatorId && (curator(slot) ?? "none") !== curatorId) continue;
    if (forgotten(slot) && sees(slot)) found.push({ slot, key: dayOf(slot), id: rows.ids[slot]! });
  }
  const page = await pageOf(caller, `watch clients ${curatorId}`, found, limit, cursor);
  const read = (field: string) => rows.reader(field);
  const text = (field: string, slot: number) => read(field)(slot) as string | null;
  return {
    ...page,
    rows: page.rows.map(({ slot, id, key }) => ({
      id,
      name: text("name", slot)!,
      curatorId: text("curatorId", slot),
      createdBy: text("createdBy", slot)!,
      firstContactOn: text("firstContactOn", slot)!,
      lastContactAt: text("lastContactAt", slot),
      days: daysBetween(key, today),
      parkedUntil: text("parkedUntil", slot),
    })),
    total: found.length,
  };
}

/** Those who sell and have written nothing for long, the longest silent first; whoever is away owes no word. */
export async function managers(caller: Caller): Promise<{ rows: SilentManager[] }> {
  const [{ company, employees }, entries] = await Promise.all([companyOf(caller), modelOf(caller, entryColumns)]);
  const { timeZone, managerSilenceDays: norm = MANAGER_SILENCE_DAYS } = company;
  const today = dayIn(caller.now, timeZone);
  const last = new Map<string, string>();
  const performer = entries.reader("performerId");
  const at = entries.reader("at");
  for (let slot = 0; slot < entries.ids.length; slot++) {
    if (!entries.alive[slot]) continue;
    const [who, when] = [String(performer(slot)), String(at(slot))];
    if (when > (last.get(who) ?? "")) last.set(who, when);
  }
  const led = ledBy(caller, "history");
  const rows = employees
    .filter(({ id, role, state }) => state === "active" && sellers.includes(role) && led(id))
    .map(({ id, name, createdAt }) => {
      const lastEntryAt = last.get(id) ?? null;
      const days = daysBetween(dayIn(lastEntryAt ?? createdAt, timeZone), today);
      return { employeeId: id, name, lastEntryAt, days, norm };
    })
    .filter(({ days }) => days > norm);
  const away = await Promise.all(rows.map(({ employeeId }) => awayOn(caller, employeeId, caller.now)));
  const here = rows.filter((_, place) => !away[place]);
  return { rows: here.sort((one, other) => other.days - one.days || (one.employeeId < other.employeeId ? -1 : 1)) };
}

/** How much needs a look, in all and by who leads it. */
export async function summary(caller: Caller, { see }: In<"summary">): Promise<WatchSummary> {
  const today = await todayOf(caller);
  const [watched, silent] = await Promise.all([watchedDeals(caller, today, see), managers(caller)]);
  const zero = (): Counts => ({ overdue: 0, stuck: 0, silent: 0, forgotten: 0 });
  const total = zero();
  const people = new Map<string | null, Counts>();
  const add = (who: unknown, what: keyof Counts) => {
    const key = who as string | null;
    const own = people.get(key) ?? zero();
    people.set(key, own);
    own[what] += 1;
    total[what] += 1;
  };
  const { deals, clients } = watched;
  const seesDeal = dealsInSight(caller, watched);
  const manager = deals.reader("managerId");
  for (let slot = 0; slot < deals.ids.length; slot++) {
    const its = watched.signals(slot);
    if (its.length > 0 && seesDeal(slot)) for (const { kind } of its) add(manager(slot), kind);
  }
  const seesClient = clientsInSight(caller, clients);
  const forgotten = forgottenIn(clients, today);
  const curator = clients.reader("curatorId");
  for (let slot = 0; slot < clients.ids.length; slot++)
    if (forgotten(slot) && seesClient(slot)) add(curator(slot), "forgotten");
  for (const { employeeId } of silent.rows) if (!people.has(employeeId)) people.set(employeeId, zero());
  const days = new Map(silent.rows.map((one) => [one.employeeId as string | null, one.days]));
  const rows = [...people].map(([employeeId, counts]) => {
    const silentDays = days.get(employeeId);
    return { employeeId, ...counts, ...(silentDays === undefined ? {} : { silentDays }) };
  });
  const weight = (one: Counts) => one.overdue + one.stuck + one.silent + one.forgotten;
  return {
    ...total,
    managers: silent.rows.length,
    people: rows.sort((one, other) => weight(other) - weight(one)),
  };
}

async function todayOf(caller: Caller) {
  return dayIn(caller.now, (await companyOf(caller)).company.timeZone);
}

/**
 * Whose work a caller looks after: everybody's who may change all or changes nothing at all, that of his team who leads
 * one with what belongs to nobody, else his own.
 */
function ledBy(caller: Caller, section: Section): (who: Value | null) => boolean {
  const changes = scopeOf(caller, section, "write");
  const scope = changes === "none" ? scopeOf(caller, section, "read") : changes;
  if (scope === "all") return () => true;
  if (scope === "team") return (who) => who === null || caller.members.has(String(who));
  return (who) => who === caller.userId;
}

function dealsInSight(caller: Caller, { deals, clients, clientOf }: WatchedDeals): (slot: number) => boolean {
  const may = testOf(caller, { rows: deals, section: "deals" }, {});
  const mayClient = testOf(caller, { rows: clients, section: "clients" }, {});
  const led = ledBy(caller, "deals");
  const manager = deals.reader("managerId");
  return (slot) => {
    const client = clientOf(slot);
    return led(manager(slot)) && may(slot) && client !== undefined && mayClient(client);
  };
}

function clientsInSight(caller: Caller, clients: Rows): (slot: number) => boolean {
  const may = testOf(caller, { rows: clients, section: "clients" }, {});
  const led = ledBy(caller, "clients");
  const curator = clients.reader("curatorId");
  return (slot) => led(curator(slot)) && may(slot);
}

/** A row with its place in the order: by key, then by id. */
interface Placed {
  slot: number;
  key: string;
  id: string;
}

async function pageOf(
  caller: Caller,
  question: string,
  found: Placed[],
  limit: number,
  cursor: string | undefined,
): Promise<{ rows: Placed[]; cursor?: string }> {
  const compare = (one: Omit<Placed, "slot">, other: Omit<Placed, "slot">) =>
    one.key < other.key ? -1 : one.key > other.key ? 1 : one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
  found.sort(compare);
  const place = cursor ? await openCursor<[string, string]>(caller.tenant, question, cursor) : undefined;
  const from = place ? found.findIndex((one) => compare(one, { key: place[0], id: place[1] }) > 0) : 0;
  const rows = from < 0 ? [] : found.slice(from, from + limit);
  const last = rows.at(-1);
  if (!last || from + limit >= found.length) return { rows };
  return { rows, cursor: await sealCursor(caller.tenant, question, [last.key, last.id]) };
}
