import type { Caller } from "../caller.ts";
import { mustClient } from "../clients/clients.ts";
import { contactName } from "../clients/columns.ts";
import { contactsOf, touchContact } from "../clients/contacts.ts";
import { normalEmail } from "../clients/keys.ts";
import type { Client, Contact } from "../clients/schema.ts";
import { companyContext } from "../companies/context.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import * as files from "../files/files.ts";
import { entryIn, entryView, latest, mustBelong } from "../history/history.ts";
import type { Input } from "../http/contract.ts";
import { countTry } from "../people/limits.ts";
import { demand } from "../policy.ts";
import { entryByCode } from "../references.ts";
import { PlatformStore } from "../table/platform.ts";
import { retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { lettersContract } from "./contract.ts";
import { queue } from "./queue.ts";
import type { Letter, LetterView } from "./schema.ts";
import { LetterTable } from "./table.ts";

export { queue };

type In<K extends keyof typeof lettersContract> = Input<(typeof lettersContract)[K]>;

/** Letters of one employee: many for a working day, few for whoever would use us to send what nobody asked for. */
const byUser = { name: "letters-user", tries: 100, windowSeconds: 3600 };

/** What an entry of History holds of a letter; the letter itself is whole. */
const MOST_RESULT = 8000;

/**
 * Writes a letter to an address that stands on the client's card. In one transaction the letter is queued, History
 * gets its entry and the card the date of contact: there is none of them without the others.
 */
export async function write(caller: Caller, { clientId, contactId, to, subject, text, fileIds, dealId }: In<"write">) {
  const card = await mustClient(caller, clientId, "read");
  await mustBelong(caller, clientId, { contactId, dealId });
  const [contact, attached, type, context] = await Promise.all([
    addressee(caller, card, contactId, to),
    files.attachments(caller, fileIds),
    entryByCode(caller, "activity_type", "letter"),
    companyContext(caller.tenant, caller),
  ]);
  if (!type) throw new Problem("invalid_state", { reason: "no_letter_type" });
  await countTry(new PlatformStore(caller.meter), byUser, `${caller.tenant} ${caller.userId}`, caller.now);
  const sender = context?.employee(caller.userId);
  const from = [sender?.name, context && `(${context.company.name})`].filter(Boolean).join(" ");
  return retryStale(async () => {
    const client = await mustClient(caller, clientId, "read");
    const tx = storeOf(caller).tx();
    const letter = queue(tx, {
      to,
      ...(contact ? { toName: contactName(contact), contactId: contact.id } : {}),
      language: caller.language,
      subject,
      text,
      fileIds: attached.map(({ id }) => id),
      clientId,
      dealId,
      fromName: from,
      replyTo: sender?.email,
    });
    const result = `${subject}\n\n${text}`;
    const entry = entryIn(tx, caller, {
      clientId,
      typeId: type.id,
      result: result.length > MOST_RESULT ? `${result.slice(0, MOST_RESULT - 1)}…` : result,
      contactId: contact?.id,
      dealId,
      letterId: letter.id,
      automatic: true,
    });
    touchContact(tx, client, latest(client, entry));
    return tx.commit({ letter: viewOf(letter), entry: entryView(caller, entry) });
  });
}

/** A letter of the client with what became of it. */
export async function get(caller: Caller, { clientId, id }: In<"get">): Promise<LetterView> {
  await mustClient(caller, clientId, "read");
  const letter = await storeOf(caller).get(LetterTable, { id });
  if (letter?.clientId !== clientId) throw notFound();
  return viewOf(demand(caller, "history", "read", letter));
}

/** Whose address it is; one that stands nowhere on the card is refused, since History would tell of a stranger's letter. */
async function addressee(
  caller: Caller,
  card: Client,
  contactId: string | undefined,
  to: string,
): Promise<Contact | undefined> {
  const has = ({ emails }: Pick<Contact, "emails">) =>
    emails.some(({ value }) => normalEmail(value) === normalEmail(to));
  const contacts = await contactsOf(caller, card.id);
  const found = contacts.find((contact) => (contactId === undefined || contact.id === contactId) && has(contact));
  if (!found && (contactId !== undefined || !has(card))) throw invalid("to", "not_on_the_card");
  return found;
}

function viewOf(letter: Letter): LetterView {
  const { id, to, subject, text, fileIds, state, trouble, sentAt, createdAt, createdBy, contactId, dealId } = letter;
  return { id, to, subject, text, fileIds, state, trouble, sentAt, createdAt, createdBy, contactId, dealId };
}
