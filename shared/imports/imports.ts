import type { Caller } from "../caller.ts";
import { notFound, Problem } from "../errors.ts";
import { ready } from "../files/files.ts";
import type { Input } from "../http/contract.ts";
import { newId, prefixes } from "../ids.ts";
import { find as findJob, hasEnded, request } from "../jobs/jobs.ts";
import type { JobKind } from "../jobs/schema.ts";
import { permitted } from "../policy.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Section } from "../policy-names.ts";
import { groupsOfImport, keptOf } from "./groups.ts";
import type { importsContract } from "./contract.ts";
import { mustFit } from "./deciding.ts";
import { groupView, undecidedOf } from "./decisions.ts";
import { fold } from "../query/tree.ts";
import { headerPrint } from "./ids.ts";
import { checkedPlan } from "./planning.ts";
import type { Import, ImportEntity, ImportGroup, ImportSummary, ImportView, KeptRecord } from "./schema.ts";
import { ImportGroupTable, IMPORTS, ImportTable, RememberedPlanTable } from "./table.ts";
import { importView, summaryOf } from "./views.ts";

type In<K extends keyof typeof importsContract> = Input<(typeof importsContract)[K]>;

const LISTED = 100;

/** Begins an import of a file that was uploaded for it: it is read in the background. */
export async function create(
  caller: Caller,
  { fileId, entity, encoding, delimiter }: In<"create">,
): Promise<ImportView> {
  mustWrite(caller, entity);
  const file = await ready(caller, fileId);
  if (file.purpose !== "import") throw new Problem("invalid_state", { reason: "file_not_for_import" });
  const tx = storeOf(caller).tx();
  const id = newId("import");
  const job = request(caller, tx, { kind: "import_analysis", subject: id });
  const subject = tx.create(ImportTable, {
    id,
    entity,
    fileId,
    fileName: file.name,
    state: "analysing",
    jobId: job.id,
    encoding,
    delimiter,
    columns: [],
    preview: [],
    guess: [],
    remembered: false,
    problems: [],
  });
  return tx.commit(importView(caller, subject));
}

/** The last imports, newest first. */
export async function list(caller: Caller): Promise<{ imports: ImportSummary[] }> {
  const found = await storeOf(caller).query(ImportTable, {
    pk: IMPORTS,
    prefix: `${prefixes.import}_`,
    descending: true,
    limit: LISTED,
  });
  return { imports: found.map((subject) => summaryOf(caller, subject)) };
}

/** An import with all that is known of it. */
export async function get(caller: Caller, { id }: In<"get">): Promise<ImportView> {
  return importView(caller, await mustFind(caller, id));
}

/**
 * Says what the columns are. Formats that are clear are filled in; those that are not are refused with the column.
 * The whole file is then checked in the background; the columns are remembered for the next file with this header.
 */
export async function plan(caller: Caller, { id, ver, ...wanted }: In<"plan">): Promise<ImportView> {
  const before = await mustFind(caller, id);
  mustBeSeen(before, ver);
  mustWrite(caller, before.entity);
  if (before.state !== "mapping" && before.state !== "deciding") throw wrongState(before);
  const checked = await checkedPlan(caller, before, wanted);
  const tx = storeOf(caller).tx();
  const job = request(caller, tx, {
    kind: "import_check",
    subject: id,
    ...(before.rows === undefined ? {} : { total: before.rows }),
  });
  const change = { state: "checking" as const, plan: checked, jobId: job.id, failure: undefined, problems: [] };
  const subject = tx.update(ImportTable, before, change);
  const print = headerPrint(
    before.entity,
    before.columns.map(({ name }) => name),
  );
  const known = await storeOf(caller).get(RememberedPlanTable, { id: print });
  if (known) tx.update(RememberedPlanTable, known, { columns: checked.columns });
  else tx.create(RememberedPlanTable, { id: print, columns: checked.columns });
  return tx.commit(importView(caller, subject));
}

/** Values that fit nothing known and blank cells that matter, with what is decided of them. */
export async function values(caller: Caller, { id }: In<"values">) {
  const subject = await mustFind(caller, id);
  return valuesOf(subject, await groupsOfImport(caller, subject));
}

/** Decides of values and blank cells. Each decision must fit its field and name something that is there. */
export async function decide(caller: Caller, { id, ver, groups: wanted }: In<"decide">) {
  const subject = await mustFind(caller, id);
  mustBeSeen(subject, ver);
  mustWrite(caller, subject.entity);
  if (subject.state !== "deciding") throw wrongState(subject);
  const groups = new Map((await groupsOfImport(caller, subject)).map((group) => [group.field, group]));
  await mustFit(caller, subject, groups, wanted);
  const tx = storeOf(caller).tx();
  // Held to the import as it was read: a start in between would run by decisions that nobody has seen.
  const decided = tx.update(ImportTable, subject, {});
  for (const { field, values: given, others, blank } of new Map(wanted.map((one) => [one.field, one])).values()) {
    const before = groups.get(field)!;
    const decisions = new Map(Object.entries(before.decisions));
    for (const { value, decision } of given) {
      if (decision) decisions.set(fold(value), decision);
      else decisions.delete(fold(value));
    }
    const change: Partial<ImportGroup> = {
      decisions: Object.fromEntries(decisions),
      ...(others === undefined ? {} : { others: others ?? undefined }),
      ...(blank === undefined ? {} : { blankDecision: blank ?? undefined }),
    };
    groups.set(field, tx.update(ImportGroupTable, before, change));
  }
  return tx.commit(valuesOf(decided, [...groups.values()]));
}

/**
 * Starts an import, or goes on with one that stopped. While anything is undecided: `invalid_state` with the list of it
 * as `current`.
 */
export async function start(caller: Caller, { id, ver }: In<"start">): Promise<ImportView> {
  const before = await mustFind(caller, id);
  mustBeSeen(before, ver);
  mustWrite(caller, before.entity);
  const goesOn = before.state === "stopped" && before.reverted === undefined;
  if (before.state !== "deciding" && !goesOn) throw wrongState(before);
  const undecided = undecidedOf(await groupsOfImport(caller, before));
  if (undecided.length > 0) {
    throw new Problem("invalid_state", {
      reason: "undecided",
      params: { fields: undecided.length },
      issues: undecided.map(({ field }) => ({ path: field, message: "undecided_field" })),
      current: { undecided },
    });
  }
  return begin(
    caller,
    before,
    "import",
    { state: "running", startedAt: before.startedAt ?? caller.now },
    before.resumeAt,
  );
}

/** Takes back what an import made and changed; one that stopped on the way too. */
export async function revert(caller: Caller, { id, ver }: In<"revert">): Promise<ImportView> {
  const before = await mustFind(caller, id);
  mustBeSeen(before, ver);
  mustWrite(caller, before.entity);
  if (before.state !== "done" && before.state !== "stopped") throw wrongState(before);
  return begin(caller, before, "import_revert", { state: "reverting" }, undefined);
}

/** Records that the revert left alone. */
export async function kept(caller: Caller, { id }: In<"kept">): Promise<{ kept: KeptRecord[] }> {
  await mustFind(caller, id);
  return { kept: await keptOf(caller, id) };
}

async function begin(
  caller: Caller,
  before: Import,
  kind: JobKind,
  change: Partial<Import>,
  cursor: Record<string, unknown> | undefined,
): Promise<ImportView> {
  const job = before.jobId && (await findJob(caller, before.jobId));
  if (job && !hasEnded(job)) throw new Problem("invalid_state", { reason: "job_still_runs" });
  const tx = storeOf(caller).tx();
  const { id } = request(caller, tx, {
    kind,
    subject: before.id,
    ...(cursor ? { cursor } : {}),
    ...(before.rows === undefined ? {} : { total: before.rows }),
  });
  return tx.commit(importView(caller, tx.update(ImportTable, before, { ...change, jobId: id, failure: undefined })));
}

function valuesOf({ entity, ver }: Import, groups: ImportGroup[]) {
  const stages = groups.find(({ field }) => field === "stage");
  return { groups: groups.map((group) => groupView(entity, group, stages)), undecided: undecidedOf(groups), ver };
}

async function mustFind(caller: Caller, id: string): Promise<Import> {
  const found = await storeOf(caller).get(ImportTable, { id });
  if (!found) throw notFound();
  return found;
}

const sections: Record<ImportEntity, Section> = {
  employees: "employees",
  products: "products",
  clients: "clients",
  deals: "deals",
};

/** Who imports may also write all of what he imports, and whatever its values make besides. */
function mustWrite(caller: Caller, entity: ImportEntity): void {
  const needed = new Set<Section>([sections[entity], "employees", "products", "clients", "dictionaries"]);
  for (const section of needed) {
    if (permitted(caller, section, "create") !== true || permitted(caller, section, "write") !== true)
      throw new Problem("forbidden");
  }
}

function wrongState({ state }: Import): Problem {
  return new Problem("invalid_state", { reason: "import_state", params: { state } });
}
