import type { Caller } from "../caller.ts";
import { clientColumns, contactColumns } from "../clients/columns.ts";
import { dealColumns } from "../deals/columns.ts";
import type { Input } from "../http/contract.ts";
import { normalDigits } from "../query/digits.ts";
import { modelOf } from "../query/model.ts";
import type { Rows } from "../query/rows.ts";
import { testOf } from "../query/select.ts";
import { fold } from "../query/tree.ts";
import type { Hit, searchQueries } from "./contract.ts";

type In<K extends keyof typeof searchQueries> = Input<(typeof searchQueries)[K]>;

/** Changes told at once; with more than these a page reads anew what it shows. */
const MOST_CHANGES = 200;
/** The index may show a write this much later than a newer one. */
const LATE_MS = 5_000;

/** Records whose fields begin with the text, then those with a word that does, then those that contain it. */
export async function find(caller: Caller, { q, limit }: In<"find">): Promise<{ hits: Hit[] }> {
  const { clients, contacts, deals, sees } = await sightOf(caller);
  const needles = needlesOf(q);
  const clientName = clients.reader("name");
  const hits = [
    ...matches(clients, needles, limit, sees.client).map(([rank, slot]) => ({
      rank,
      hit: hitOf("client", clients.ids[slot]!, clients.ids[slot]!, String(clientName(slot)), clients, slot),
    })),
    ...matches(contacts, needles, limit, sees.contact).map(([rank, slot]) => {
      const clientId = String(contacts.reader("clientId")(slot));
      const hit = hitOf(
        "contact",
        contacts.ids[slot]!,
        clientId,
        String(contacts.reader("name")(slot)),
        contacts,
        slot,
      );
      return { rank: rank + 0.1, hit: { ...hit, note: String(clientName(clients.slotOf(clientId)!)) } };
    }),
    ...matches(deals, needles, limit, sees.deal).map(([rank, slot]) => {
      const clientId = String(deals.reader("clientId")(slot));
      const hit = hitOf("deal", deals.ids[slot]!, clientId, String(deals.reader("title")(slot)), deals, slot);
      return { rank: rank + 0.2, hit: { ...hit, note: String(clientName(clients.slotOf(clientId)!)) } };
    }),
  ];
  hits.sort(
    (one, other) =>
      one.rank - other.rank ||
      one.hit.title.length - other.hit.title.length ||
      (one.hit.title < other.hit.title ? -1 : 1),
  );
  return { hits: hits.slice(0, limit).map(({ hit }) => hit) };
}

/** What changed since a moment among what the caller may see; of what was deleted, what he could see before. */
export async function changes(caller: Caller, { since }: In<"changes">) {
  const { clients, contacts, deals, sees } = await sightOf(caller);
  const from = new Date(Date.parse(since) - LATE_MS).toISOString();
  const found: { kind: string; id: string; ver: number; deleted: boolean }[] = [];
  for (const [rows, seen] of [
    [clients, sees.client],
    [contacts, sees.contact],
    [deals, sees.deal],
  ] as const) {
    for (let slot = 0; slot < rows.ids.length && found.length <= MOST_CHANGES; slot++) {
      if (rows.at[slot]! < from || !(rows.alive[slot] ? seen(slot) : false)) continue;
      found.push({ kind: rows.columns.entity, id: rows.ids[slot]!, ver: rows.vers[slot]!, deleted: false });
    }
  }
  return { now: caller.now, changes: found.slice(0, MOST_CHANGES), more: found.length > MOST_CHANGES };
}

async function sightOf(caller: Caller) {
  const [clients, contacts, deals] = await Promise.all([
    modelOf(caller, clientColumns),
    modelOf(caller, contactColumns),
    modelOf(caller, dealColumns),
  ]);
  const client = testOf(caller, { rows: clients, section: "clients" }, {});
  const hangsOn = (rows: Rows) => {
    const clientOf = rows.link("clientId", clients);
    return (slot: number) => {
      const above = clientOf(slot);
      return above !== undefined && client(above);
    };
  };
  const onContact = hangsOn(contacts);
  const contact = (slot: number) => contacts.alive[slot]! && onContact(slot);
  const deal = testOf(caller, { rows: deals, section: "deals", visible: hangsOn(deals) }, {});
  return { clients, contacts, deals, sees: { client, contact, deal } };
}

/** What is looked for: the folded text, and its digits where it looks like a telephone number. */
function needlesOf(q: string): string[] {
  const digits = normalDigits(q);
  return /^[\d\s()+\-.]{4,}$/.test(q) && digits.length >= 4 ? [fold(q), digits] : [fold(q)];
}

function matches(
  rows: Rows,
  needles: readonly string[],
  limit: number,
  sees: (slot: number) => boolean,
): [rank: number, slot: number][] {
  const ranked: [Set<number>, Set<number>, Set<number>] = [new Set(), new Set(), new Set()];
  for (const needle of needles) {
    const [field, word] = [`\n${needle}`, ` ${needle}`];
    for (const slot of rows.containing(needle)) {
      if (ranked.some((slots) => slots.has(slot))) continue;
      const text = rows.texts[slot]!;
      const rank = text.includes(field) ? 0 : text.includes(word) ? 1 : 2;
      if (ranked[rank].size < limit && sees(slot)) ranked[rank].add(slot);
      if (ranked[0].size >= limit) break;
    }
  }
  return ranked.flatMap((slots, rank) => [...slots].map((slot): [number, number] => [rank, slot])).slice(0, limit);
}

function hitOf(kind: Hit["kind"], id: string, clientId: string, title: string, rows: Rows, slot: number): Hit {
  const note = rows.texts[slot]!.split("\n").slice(2, 4).join(" · ");
  return { kind, id, clientId, title, note };
}
