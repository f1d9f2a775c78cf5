import type { Caller } from "../caller.ts";
import { contactName } from "../clients/columns.ts";
import { distinct, keysOf } from "../clients/keys.ts";
import { clientsAt, contactsOf } from "../clients/lookup.ts";
import { may } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import type { Asker, AskerMatch } from "./schema.ts";

/**
 * Clients who have the telephone number or the e-mail of whoever asks, with the contact person who has it: by the values
 * that belong to one card each, so one or two. Those the caller may not see are left out.
 */
export async function matchesOf(
  caller: Caller,
  { phone, email }: Pick<Asker, "phone" | "email">,
): Promise<AskerMatch[]> {
  const keys = await keysOf(valuesOf({ phone, email }), caller.currency);
  if (keys.length === 0) return [];
  const holders = await storeOf(caller).holders(keys);
  const ids = [...new Set([...holders.values()].map(({ id }) => id))];
  const clients = await clientsAt(caller, ids);
  const seen = ids.flatMap((id) => clients.get(id) ?? []).filter((one) => may(caller, "clients", "read", one));
  return Promise.all(
    seen.map(async ({ id, name, curatorId }): Promise<AskerMatch> => {
      const wanted = new Set(keys.map(({ field, value }) => `${field}|${value}`));
      for (const contact of await contactsOf(caller, id)) {
        const its = distinct(await keysOf(contact, caller.currency));
        if (its.some(({ field, value }) => wanted.has(`${field}|${value}`)))
          return { clientId: id, name, contactId: contact.id, contactName: contactName(contact), curatorId };
      }
      return { clientId: id, name, curatorId };
    }),
  );
}

/** The telephone number and e-mail of whoever asks as a card has them. */
export function valuesOf({ phone, email }: Pick<Asker, "phone" | "email">) {
  return { phones: phone ? [{ value: phone }] : [], emails: email ? [{ value: email }] : [] };
}
