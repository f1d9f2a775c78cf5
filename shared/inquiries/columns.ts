import { defineColumns } from "../query/columns.ts";
import { idleOutcomes, type Asker, type Inquiry } from "./schema.ts";

/** Who asks, in a word: his name, else whatever is known of him. */
export function askerName({ name, company, phone, email }: Asker): string {
  return name ?? company ?? phone ?? email ?? "";
}

/** When somebody first did something about an inquiry: the answer, else the close. */
export function reactedAt({ answeredAt, closedAt }: Pick<Inquiry, "answeredAt" | "closedAt">): string | undefined {
  return answeredAt ?? closedAt;
}

/** Whether an inquiry counts for the norms: spam and doubles do not. */
export function counts({ outcome }: Pick<Inquiry, "outcome">): boolean {
  return outcome === undefined || !idleOutcomes.includes(outcome);
}

/** What lists and figures know of an inquiry. */
export const inquiryColumns = defineColumns<Inquiry>("inquiry", 1, {
  subject: { kind: "text", of: (one) => one.subject, search: true },
  fromName: { kind: "text", of: (one) => askerName(one.from), search: true },
  company: { kind: "text", of: (one) => one.from.company, search: true },
  phone: { kind: "text", of: (one) => one.from.phone, search: true },
  email: { kind: "text", of: (one) => one.from.email, search: true },
  channel: { kind: "choice", of: (one) => one.channel },
  state: { kind: "choice", of: (one) => one.state },
  clientId: { kind: "id", of: (one) => one.clientId, to: "client" },
  dealId: { kind: "id", of: (one) => one.dealId, to: "deal" },
  assigneeId: { kind: "id", of: (one) => one.assigneeId, to: "employee" },
  forEmployeeId: { kind: "id", of: (one) => one.forEmployeeId, to: "employee" },
  regionId: { kind: "id", of: (one) => one.regionId, to: "region" },
  industryId: { kind: "id", of: (one) => one.industryId, to: "industry" },
  language: { kind: "choice", of: (one) => one.language },
  sourceId: { kind: "id", of: (one) => one.sourceId, to: "source" },
  triggerId: { kind: "id", of: (one) => one.triggerId, to: "trigger" },
  receivedAt: { kind: "instant", of: (one) => one.receivedAt },
  dueAt: { kind: "instant", of: (one) => one.dueAt },
  answeredAt: { kind: "instant", of: (one) => one.answeredAt },
  closedAt: { kind: "instant", of: (one) => one.closedAt },
  answerMinutes: { kind: "number", of: (one) => one.answerMinutes },
  /** Whether the first answer came in time; empty while there is none, and where none is due. */
  inTime: {
    kind: "flag",
    of(one) {
      const reacted = reactedAt(one);
      return reacted && counts(one) ? reacted <= one.dueAt : undefined;
    },
  },
  outcome: { kind: "choice", of: (one) => one.outcome },
  createdBy: { kind: "id", of: (one) => one.createdBy, to: "employee" },
  updatedAt: { kind: "instant", of: (one) => one.updatedAt },
});
