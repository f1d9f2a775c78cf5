import type { Caller } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { invalid, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { mustBeEmployee, mustBeEntry } from "../references.ts";
import { mustBeSeen } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { inquiriesContract } from "./contract.ts";
import { usualNorms, type InquirySettings, type RoutingRule } from "./schema.ts";
import { InquirySettingsTable } from "./table.ts";
import { takesInquiries } from "./takers.ts";

/** Rules of routing and norms as they hold now. */
export type Handling = Pick<InquirySettings, "rules" | "fallbackId" | "norms" | "ver">;

/** Rules of routing and norms of the company; version 0 and the usual norms where none were set yet. */
export async function settings(caller: Caller): Promise<Handling> {
  return viewOf(await storeOf(caller).get(InquirySettingsTable, {}));
}

/** Sets rules and norms whole. Whoever a rule names must be there and may take inquiries. */
export async function set(
  caller: Caller,
  { ver, rules, norms, fallbackId }: Input<typeof inquiriesContract.set>,
): Promise<Handling> {
  const store = storeOf(caller);
  const before = await store.get(InquirySettingsTable, {});
  mustBeSeen(viewOf(before), ver);
  await mustTake(caller, "fallbackId", fallbackId);
  for (const [place, rule] of rules.entries()) await mustKnow(caller, rule, `rules.${place}`);
  const tx = store.tx();
  const wanted = { rules, norms, fallbackId: fallbackId ?? undefined };
  const saved = before
    ? tx.update(InquirySettingsTable, before, wanted)
    : tx.create(
        InquirySettingsTable,
        { ...wanted, id: "inquiries" },
        () => new Problem("conflict", { reason: "stale" }),
      );
  return tx.commit(viewOf(saved));
}

/** Refuses somebody who has left, or whose role takes no inquiries. */
export async function mustTake(caller: Caller, path: string, id: string | null | undefined): Promise<void> {
  if (!id) return;
  await mustBeEmployee(caller, path, id);
  const employee = (await companyContext(caller.tenant, caller))?.employee(id);
  if (employee && !takesInquiries(employee)) throw invalid(path, "takes_no_inquiries", { name: employee.name });
}

async function mustKnow(caller: Caller, { when, to }: RoutingRule, path: string): Promise<void> {
  if (to.kind === "employee") await mustTake(caller, `${path}.to.employeeId`, to.employeeId);
  if (to.kind === "team") {
    const context = await companyContext(caller.tenant, caller);
    if (!context?.teams.some(({ id }) => id === to.teamId)) throw invalid(`${path}.to.teamId`, "not_one_of");
  }
  const named = [
    ["region", "regionIds"],
    ["industry", "industryIds"],
    ["source", "sourceIds"],
    ["trigger", "triggerIds"],
  ] as const;
  for (const [dictionary, field] of named)
    for (const [place, id] of when[field].entries())
      await mustBeEntry(caller, dictionary, `${path}.when.${field}.${place}`, id);
}

function viewOf(stored: InquirySettings | undefined): Handling {
  const { rules = [], fallbackId, norms = usualNorms, ver = 0 } = stored ?? {};
  return { rules, norms, ver, ...(fallbackId ? { fallbackId } : {}) };
}
