import type { Caller } from "../caller.ts";
import { mustClient } from "../clients/clients.ts";
import { companyContext, type CompanyContext } from "../companies/context.ts";
import * as deals from "../deals/deals.ts";
import { chainAbove } from "../employees/members.ts";
import { invalid, notFound } from "../errors.ts";
import { may } from "../policy.ts";
import type { Section } from "../policy-names.ts";
import { mustBeEmployee } from "../references.ts";
import { storeOf } from "../table/store.ts";
import type { Conversation } from "./schema.ts";
import { ConversationTable } from "./table.ts";

type Place = Pick<Conversation, "kind" | "memberIds" | "teamId">;

/** The context of the caller's company. */
export async function contextOf(caller: Caller): Promise<CompanyContext> {
  const context = await companyContext(caller.tenant, caller);
  if (!context) throw notFound();
  return context;
}

/** Teams whose conversations an employee takes part in: his own and those above it. */
export function teamsOf(context: CompanyContext, employeeId: string): ReadonlySet<string> {
  const own = context.employee(employeeId)?.teamId;
  const chain = chainAbove("", own, context.teams, (team) => team.parentId);
  return new Set(chain?.map(({ id }) => id));
}

/** Whether a conversation of people, not of a record, has the employee among them. */
export function isAmong(context: CompanyContext, { kind, memberIds, teamId }: Place, employeeId: string): boolean {
  if (kind === "team") return teamId !== undefined && teamsOf(context, employeeId).has(teamId);
  return memberIds?.includes(employeeId) ?? false;
}

/** Whether a conversation hangs on a client or a deal: whoever sees the record may read it, whoever wrote takes part. */
export function isAtRecord({ kind }: Pick<Conversation, "kind">): boolean {
  return kind === "client" || kind === "deal";
}

/**
 * The conversation, if the caller reads it: one of people when he is among them, whatever his role, one at a record when
 * he may read the record. Any other answers as a missing one.
 */
export async function mustConversation(caller: Caller, id: string): Promise<Conversation> {
  const conversation = await storeOf(caller).get(ConversationTable, { id });
  if (!conversation) throw notFound();
  await demandPlace(caller, conversation);
  return conversation;
}

/** Refuses, as a missing record, a place whose conversation the caller does not read. */
export async function demandPlace(
  caller: Caller,
  place: Place & Pick<Conversation, "clientId" | "dealId">,
): Promise<void> {
  if (caller.kind === "system") return;
  if (place.clientId) await mustClient(caller, place.clientId, "read");
  else if (place.dealId) await deals.get(caller, { id: place.dealId });
  else if (!isAmong(await contextOf(caller), place, caller.userId)) throw notFound();
}

/** Refuses to mention anybody who does not work in the company or may not read the conversation. */
export async function demandReaders(
  caller: Caller,
  conversation: Conversation,
  mentions: readonly string[],
): Promise<void> {
  if (mentions.length === 0) return;
  await Promise.all(mentions.map((id, at) => mustBeEmployee(caller, `mentions.${at}`, id)));
  const context = await contextOf(caller);
  const records = await recordsOf(caller, conversation);
  for (const [at, id] of mentions.entries()) {
    const reads = records
      ? records.every(([section, record]) => may(asEmployee(caller, context, id), section, "read", record))
      : isAmong(context, conversation, id);
    if (!reads) throw invalid(`mentions.${at}`, "not_a_reader");
  }
}

/** What a conversation at a record hangs on; undefined for one of people. */
async function recordsOf(caller: Caller, { clientId, dealId }: Conversation): Promise<[Section, object][] | undefined> {
  if (clientId) return [["clients", await mustClient(caller, clientId, "read")]];
  if (!dealId) return undefined;
  const { deal } = await deals.get(caller, { id: dealId });
  return [
    ["deals", deal],
    ["clients", await mustClient(caller, deal.clientId, "read")],
  ];
}

/** A colleague as the rules of rights see him. */
function asEmployee(caller: Caller, context: CompanyContext, id: string): Caller {
  const { role } = context.employee(id)!;
  return { ...caller, kind: "employee", actor: id, userId: id, role, members: context.members(id) };
}
