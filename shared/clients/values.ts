import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import { recordOf, type Item, type Unique } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { keysOf, without } from "./keys.ts";
import { cardPartition, ClientTable, ContactTable } from "./table.ts";

/** Values that records of a card give up, ready for a transaction: the actions it takes, and the values that come free. */
export interface GivenUp {
  cost: number;
  freed: Unique[];
  write(tx: Tx): void;
}

/** Another record of the card, with the values it has. */
interface Other {
  keys: Unique[];
  hold: (tx: Tx) => void;
}

/**
 * What becomes of values that the records `own` of a card give up in one transaction. One that no other record of the
 * card has comes free; one that another has stays with the card.
 * Both are held to what was read. Freed is only the claim that was there before the card was searched: a record that
 * came to the value meanwhile has claimed it anew. Where another record is the reason to keep a value, the transaction
 * holds to that record: of two that give up the same value at once the second finds the first without it and frees it.
 * Nothing is asked of the card itself, so that two who edit different contacts do not wait for each other. Whoever
 * meets another is refused as raced and reads anew.
 */
export async function givenUp(
  caller: Caller,
  clientId: string,
  gone: readonly Unique[],
  own: ReadonlySet<string>,
): Promise<GivenUp> {
  if (gone.length === 0) return { cost: 0, freed: [], write: () => undefined };
  const store = storeOf(caller);
  const holders = await store.holders(gone);
  const { items } = await store.items({ pk: cardPartition(clientId), from: "#", to: "CT~", consistent: true });
  const all = await Promise.all(items.map((item) => otherOf(caller, item, own)));
  const others = all.filter((other) => other !== undefined);
  const reasons = new Set<Other>();
  const free = gone.filter((key) => {
    const other = others.find(({ keys }) => without([key], keys).length === 0);
    if (other) reasons.add(other);
    return !other;
  });
  const freed = free.filter((key) => holders.get(key)?.id === clientId);
  return {
    cost: reasons.size + freed.length,
    freed,
    write(tx) {
      for (const other of reasons) other.hold(tx);
      for (const key of freed) tx.release(key, clientId, holders.get(key));
    },
  };
}

async function otherOf(caller: Caller, item: Item, own: ReadonlySet<string>): Promise<Other | undefined> {
  if (item["e"] === "client") {
    const client = recordOf(ClientTable, item);
    if (own.has(client.id)) return undefined;
    return { keys: await keysOf(client, caller.currency), hold: (tx) => tx.check(ClientTable, client, raced) };
  }
  if (item["e"] !== "contact") return undefined;
  const contact = recordOf(ContactTable, item);
  if (own.has(contact.id) || contact.deletedAt) return undefined;
  return { keys: await keysOf(contact, caller.currency), hold: (tx) => tx.check(ContactTable, contact, raced) };
}

function raced(): Problem {
  return new Problem("conflict", { reason: "busy", raced: true });
}
