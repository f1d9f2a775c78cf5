import type { Caller } from "../caller.ts";
import { EntryTable } from "../history/table.ts";
import type { Input } from "../http/contract.ts";
import { may } from "../policy.ts";
import { openCursor, sealCursor } from "../table/cursor.ts";
import type { Item } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import { wallOf } from "../wall.ts";
import type { tasksContract } from "./contract.ts";
import { withClients } from "./lookup.ts";
import type { Task } from "./schema.ts";
import { setPartition, setPrefixes, TaskTable } from "./table.ts";

type In = Input<typeof tasksContract.set>;
type Named = Pick<Task, "id" | "performerId" | "at">;

/** Tasks of one page. */
const PAGE = 50;
/** Tasks looked at for one page, where most are of other people. */
const MOST_LOOKED_AT = 1000;

/**
 * Tasks that the caller set for others, by their state: open and late ones by their moment, ended ones the last first,
 * with what came of them. The first page tells how many are open and late with each person, of the first thousand.
 */
export async function set(caller: Caller, { state, performerId, cursor }: In) {
  const question = `set ${state} ${performerId ?? ""}`;
  const after = cursor ? (await openCursor<{ after: string }>(caller.tenant, question, cursor)).after : undefined;
  const [page, people] = await Promise.all([
    pageOf(caller, { state, performerId }, after),
    cursor ? undefined : byPerson(caller),
  ]);
  const tasks = await storeOf(caller).batchGet(TaskTable, page.named);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const shown = await withClients(
    caller,
    page.named.flatMap(({ id }) => byId.get(id) ?? []),
  );
  return {
    tasks: await withResults(caller, shown),
    ...(people ? { people } : {}),
    ...(page.last ? { cursor: await sealCursor(caller.tenant, question, { after: page.last }) } : {}),
  };
}

async function pageOf(
  caller: Caller,
  { state, performerId }: Pick<In, "state" | "performerId">,
  after: string | undefined,
): Promise<{ named: Named[]; last: string | undefined }> {
  const now = wallOf(caller.now, caller.timeZone);
  const prefix = setPrefixes[state === "late" ? "open" : state];
  const descending = state === "done" || state === "cancelled";
  const least = state === "open" ? `${prefix}${now}` : prefix;
  const most = state === "late" ? `${prefix}${now}` : `${prefix}~`;
  const { items, after: more } = await storeOf(caller).items({
    pk: setPartition(caller.userId),
    from: descending ? least : (after ?? least),
    to: descending ? (after ?? most) : most,
    descending,
    // The one that the last page ended with is read once more.
    limit: (performerId ? MOST_LOOKED_AT : PAGE) + 1,
    consistent: true,
  });
  const further = items.filter(({ sk }) => sk !== after);
  const fitting = further.filter((item) => !performerId || namedIn(item).performerId === performerId);
  const shown = fitting.slice(0, PAGE);
  const last = shown.length < fitting.length ? shown.at(-1)?.sk : more && items.at(-1)?.sk;
  return { named: shown.map(namedIn), last };
}

async function byPerson(caller: Caller): Promise<{ performerId: string; open: number; late: number }[]> {
  const now = wallOf(caller.now, caller.timeZone);
  const { items } = await storeOf(caller).items({
    pk: setPartition(caller.userId),
    prefix: setPrefixes.open,
    limit: MOST_LOOKED_AT,
    consistent: true,
  });
  const people = new Map<string, { open: number; late: number }>();
  for (const { performerId, at } of items.map(namedIn)) {
    const has = people.get(performerId) ?? { open: 0, late: 0 };
    people.set(performerId, { open: has.open + 1, late: has.late + (at < now ? 1 : 0) });
  }
  return [...people].map(([performerId, counts]) => ({ performerId, ...counts }));
}

/** What came of those that became entries of History, as far as the caller may read it. */
async function withResults<T extends Task>(caller: Caller, tasks: readonly T[]): Promise<T[]> {
  const keys = tasks.flatMap(({ clientId, entryId }) => (clientId && entryId ? [{ clientId, id: entryId }] : []));
  const entries = await storeOf(caller).batchGet(EntryTable, keys);
  const results = new Map(
    entries.filter((one) => may(caller, "history", "read", one)).map((one) => [one.id, one.result]),
  );
  return tasks.map((task) => {
    const result = task.entryId ? results.get(task.entryId) : task.result;
    return result === undefined ? task : { ...task, result };
  });
}

function namedIn(item: Item): Named {
  return item["d"] as Named;
}
