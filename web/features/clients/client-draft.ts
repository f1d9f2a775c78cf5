import type { Client, ClientView } from "#shared/clients/schema.ts";
import { parseAmount } from "#shared/money.ts";
import type { PickedClient } from "../../components/client-picker.tsx";
import { filled } from "../../lib/form.ts";
import { amountText } from "../../lib/amount-text.ts";

/** A phone or an e-mail as it is being typed. */
export interface Way {
  value: string;
  shared: boolean;
}

/** Facts of a card as they are being typed; an empty text is no value. */
export interface ClientDraft {
  kind: Client["kind"];
  name: string;
  taxNumber: string;
  phones: Way[];
  emails: Way[];
  website: string;
  address: string;
  regionId: string;
  industryId: string;
  curatorId: string;
  firstContactOn: string;
  sourceId: string;
  productSourceId: string;
  sourceOn: string;
  triggerId: string;
  initiative: string;
  interestId: string;
  need: string;
  parent: PickedClient | undefined;
  foundedYear: string;
  staff: string;
  turnover: string;
}

/** A card nobody has typed anything of. */
export const emptyClient: ClientDraft = {
  kind: "organisation",
  name: "",
  taxNumber: "",
  phones: [],
  emails: [],
  website: "",
  address: "",
  regionId: "",
  industryId: "",
  curatorId: "",
  firstContactOn: "",
  sourceId: "",
  productSourceId: "",
  sourceOn: "",
  triggerId: "",
  initiative: "",
  interestId: "",
  need: "",
  parent: undefined,
  foundedYear: "",
  staff: "",
  turnover: "",
};

/** The facts of a card for its form. */
export function draftOf(client: ClientView, parentName: string, currency: string, locale: string): ClientDraft {
  const texts = Object.fromEntries(
    Object.entries(client).filter(([name, value]) => name in emptyClient && typeof value === "string"),
  ) as Partial<ClientDraft>;
  return {
    ...emptyClient,
    ...texts,
    phones: waysOf(client.phones),
    emails: waysOf(client.emails),
    parent: client.parentId ? { id: client.parentId, name: parentName } : undefined,
    foundedYear: String(client.foundedYear ?? ""),
    staff: String(client.staff ?? ""),
    turnover: client.turnoverMinor === undefined || !currency ? "" : amountText(client.turnoverMinor, currency, locale),
  };
}

/** Phones or e-mails for a form. */
export function waysOf(ways: readonly { value: string; shared?: boolean | undefined }[]): Way[] {
  return ways.map(({ value, shared }) => ({ value, shared: shared ?? false }));
}

/** Phones or e-mails as a contract wants them: without the empty ones. */
export function waysInput(ways: readonly Way[]): { value: string; shared?: true }[] {
  return ways.flatMap(({ value, shared }) =>
    filled(value) ? [{ value, ...(shared ? { shared: true as const } : {}) }] : [],
  );
}

/** What the contract takes of a draft; what is empty is left out. A turnover that is no amount becomes NaN, which it refuses. */
export function clientInput(draft: ClientDraft, currency: string) {
  const id = (text: string) => text || undefined;
  return {
    kind: draft.kind,
    name: draft.name,
    taxNumber: filled(draft.taxNumber),
    phones: waysInput(draft.phones),
    emails: waysInput(draft.emails),
    website: filled(draft.website),
    address: filled(draft.address),
    regionId: id(draft.regionId),
    industryId: id(draft.industryId),
    curatorId: id(draft.curatorId),
    firstContactOn: id(draft.firstContactOn),
    sourceId: id(draft.sourceId),
    productSourceId: id(draft.productSourceId),
    sourceOn: id(draft.sourceOn),
    triggerId: id(draft.triggerId),
    initiative: (draft.initiative || undefined) as Client["initiative"],
    interestId: id(draft.interestId),
    need: filled(draft.need),
    parentId: draft.parent?.id,
    foundedYear: numberOf(draft.foundedYear),
    staff: numberOf(draft.staff),
    turnoverMinor: filled(draft.turnover) ? (parseAmount(draft.turnover, currency) ?? NaN) : undefined,
  };
}

/** What the contract takes of a draft. */
export type ClientInput = ReturnType<typeof clientInput>;

function numberOf(text: string): number | undefined {
  const digits = text.replace(/\s/g, "");
  return digits === "" ? undefined : Number(digits);
}
