import type { Caller } from "../caller.ts";
import { find as findClient } from "../clients/clients.ts";
import { as, companyContext } from "../companies/context.ts";
import type { Envelope, PayloadOf } from "../events.ts";
import type { NoticeKind } from "../notifications/kinds.ts";
import { readerOf } from "../notifications/settings.ts";
import type { Told } from "../notifications/tell.ts";
import { may } from "../policy.ts";
import { mustText } from "../texts.ts";
import { find } from "./deals.ts";
import type { dealClosed, dealManagerChanged } from "./events.ts";
import type { Deal } from "./schema.ts";

/** Tells a manager that somebody has given him a deal, if it is his still. */
export async function tellGiven(
  caller: Caller,
  { actor, entity, payload }: Envelope<PayloadOf<typeof dealManagerChanged>>,
): Promise<readonly Told[]> {
  const deal = await find(caller, entity.id);
  if (deal?.managerId !== payload.to || actor === payload.to) return [];
  const who = (await companyContext(caller.tenant, caller))?.employee(actor)?.name ?? "Prodano";
  return [await toldOf(caller, deal, payload.to, "deal_given", { who })];
}

/** Tells those who lead or led a deal how it ended, but for whoever ended it (row 221). */
export async function tellEnded(
  caller: Caller,
  { actor, entity, payload }: Envelope<PayloadOf<typeof dealClosed>>,
): Promise<readonly Told[]> {
  const deal = await find(caller, entity.id);
  if (!deal || deal.state === "open") return [];
  const led = new Set([...(deal.managerId ? [deal.managerId] : []), ...(deal.formerManagerIds ?? [])]);
  led.delete(actor);
  return Promise.all(
    [...led].map(async (userId) => {
      const language = (await readerOf(caller, userId))?.language ?? caller.language;
      return toldOf(caller, deal, userId, "deal_ended", { outcome: mustText(language, `outcomes.${payload.outcome}`) });
    }),
  );
}

/** Whoever led a deal knows of it; its page and its client he is shown as far as he may see them today. */
async function toldOf(
  caller: Caller,
  deal: Deal,
  userId: string,
  kind: NoticeKind,
  values: Record<string, string>,
): Promise<Told> {
  const [reader, client] = await Promise.all([as(caller, userId), findClient(caller, deal.clientId)]);
  const seen = reader && client && may(reader, "clients", "read", client);
  const path =
    seen && may(reader, "deals", "read", deal) ? `deals/${deal.id}` : seen ? `clients/${client.id}` : "deals";
  return {
    userId,
    notice: {
      kind,
      about: { kind: "deal", id: deal.id },
      path,
      values: { ...values, what: deal.title, client: seen ? client.name : "" },
      at: deal.updatedAt,
    },
  };
}
