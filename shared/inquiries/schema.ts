import * as z from "zod";
import { Can, Email, line, paragraph, Phone } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Instant } from "../time.ts";

/** Ways an inquiry comes in. */
export const inquiryChannels = ["call", "email", "web", "visit", "message", "other"] as const;
/** One of {@link inquiryChannels}. */
export type InquiryChannel = (typeof inquiryChannels)[number];

/** `new` is nobody's yet; `in_work` was answered and is not closed. */
export const inquiryStates = ["new", "assigned", "in_work", "closed"] as const;
/** One of {@link inquiryStates}. */
export type InquiryState = (typeof inquiryStates)[number];

/** How an inquiry ends; it ends with one of them (row 106). `other` and `passed_on` are said in words as well. */
export const inquiryOutcomes = [
  "became_deal",
  "answered",
  "passed_on",
  "no_answer",
  "duplicate",
  "spam",
  "other",
] as const;
/** One of {@link inquiryOutcomes}. */
export type InquiryOutcome = (typeof inquiryOutcomes)[number];

/** Outcomes that say it was no inquiry at all: they count for no norm and stand in no client's History. */
export const idleOutcomes: readonly InquiryOutcome[] = ["spam", "duplicate"];

/** A language by its two letters (ISO 639-1), as `ru`. */
export const LanguageOf = z.string().regex(/^[a-z]{2}$/, { error: "wrong_format" });

/** Who asks, as far as it is known. */
export const Asker = z.strictObject({
  name: line(120).optional(),
  phone: Phone.optional(),
  email: Email.optional(),
  company: line(200).optional(),
});
/** {@link Asker} as a type. */
export type Asker = z.infer<typeof Asker>;

/** Why an inquiry went to whom it went. */
export const Routing = z.object({
  /** `wanted`: the one who was asked for; `hand`: somebody chose him; `nobody`: there was none to take it. */
  how: z.enum(["rule", "fallback", "wanted", "hand", "nobody"]),
  /** Place of the rule, from 1, and its name then. */
  rule: z.int().optional(),
  name: z.string().optional(),
  /** For whom a deputy took it. */
  insteadOf: z.string().optional(),
});
/** {@link Routing} as a type. */
export type Routing = z.infer<typeof Routing>;

/** The first answer: by what type of activity, and what was said. */
export const Answer = z.strictObject({
  typeId: idOf("entry").optional().meta({ description: "Type of activity; that of the channel where absent" }),
  text: paragraph(8000).min(2),
});

const facts = {
  channel: z.enum(inquiryChannels),
  subject: line(200),
  text: paragraph(8000).optional(),
  from: Asker,
  clientId: idOf("client").optional(),
  contactId: idOf("contact").optional(),
  dealId: idOf("deal").optional(),
  /** What made him come: the marketing action that produced the inquiry (row 109). */
  triggerId: idOf("entry").optional(),
  sourceId: idOf("entry").optional(),
  regionId: idOf("entry").optional(),
  industryId: idOf("entry").optional(),
  language: LanguageOf.optional(),
  /** Whom a caller wanted. */
  forEmployeeId: idOf("employee").optional(),
};

/** An incoming request; it must end with an outcome. */
export const Inquiry = z.object({
  id: idOf("inquiry"),
  ...recordFields,
  deletedAt: Instant.optional(),
  ...facts,
  assigneeId: idOf("employee").optional(),
  routing: Routing.optional(),
  receivedAt: Instant,
  /** Working minutes to the first answer, as the norm of its channel was then. */
  normMinutes: z.int(),
  dueAt: Instant.meta({ description: "Until when the first answer is due" }),
  state: z.enum(inquiryStates),
  answeredAt: Instant.optional(),
  answeredBy: z.string().optional(),
  /** Working minutes from its coming to the first answer, or to the close where that came first. */
  answerMinutes: z.int().optional(),
  outcome: z.enum(inquiryOutcomes).optional(),
  outcomeNote: paragraph(4000).optional(),
  closedAt: Instant.optional(),
  closedBy: z.string().optional(),
  reopenedAt: Instant.optional(),
});
/** {@link Inquiry} as a type. */
export type Inquiry = z.infer<typeof Inquiry>;

/** One line of what happened to an inquiry. */
export const InquiryEvent = z.object({
  id: idOf("inquiryEvent"),
  ...recordFields,
  inquiryId: idOf("inquiry"),
  kind: z.enum(["received", "assigned", "passed_on", "answered", "closed", "reopened", "client_made", "deal_opened"]),
  toId: z.string().optional(),
  fromId: z.string().optional(),
  note: z.string().optional(),
  outcome: z.enum(inquiryOutcomes).optional(),
  routing: Routing.optional(),
});
/** {@link InquiryEvent} as a type. */
export type InquiryEvent = z.infer<typeof InquiryEvent>;

/** What is asked to write down an inquiry. Without an assignee the rules of routing find one. */
export const AddInquiry = z.object({
  ...facts,
  from: Asker.default({}),
  assigneeId: idOf("employee").optional(),
  receivedAt: Instant.optional().meta({ description: "Now where absent; not in the future" }),
});

/** What may be changed of an open inquiry; null takes a value away. */
export const ChangeInquiry = z.object({
  channel: facts.channel.optional(),
  subject: facts.subject.optional(),
  text: paragraph(8000).nullable().optional(),
  from: Asker.optional(),
  clientId: idOf("client").nullable().optional(),
  contactId: idOf("contact").nullable().optional(),
  dealId: idOf("deal").nullable().optional(),
  triggerId: idOf("entry").nullable().optional(),
  sourceId: idOf("entry").nullable().optional(),
  regionId: idOf("entry").nullable().optional(),
  industryId: idOf("entry").nullable().optional(),
  language: LanguageOf.nullable().optional(),
});

/** How an inquiry is ended. An outcome that is a deal names one or opens one. */
export const CloseInquiry = z.object({
  outcome: z.enum(inquiryOutcomes),
  note: paragraph(4000).optional(),
  answer: Answer.optional().meta({ description: "The first answer, where it was not written down before" }),
  dealId: idOf("deal").optional(),
  deal: z
    .strictObject({
      title: line(200),
      pipelineId: idOf("pipeline").optional(),
      amountMinor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    })
    .optional()
    .meta({ description: "A deal to be opened with the client of the inquiry" }),
});
/** {@link CloseInquiry} as a type. */
export type CloseInquiry = z.infer<typeof CloseInquiry>;

/** An inquiry with what the caller may do. */
export const InquiryView = Inquiry.extend({ can: Can });
/** {@link InquiryView} as a type. */
export type InquiryView = z.infer<typeof InquiryView>;

/** A client found by the telephone number or e-mail of whoever asks. */
export const AskerMatch = z.object({
  clientId: idOf("client"),
  name: z.string(),
  contactId: idOf("contact").optional(),
  contactName: z.string().optional(),
  curatorId: z.string().optional(),
});
/** {@link AskerMatch} as a type. */
export type AskerMatch = z.infer<typeof AskerMatch>;

/** A row of the journal of inquiries. */
export const InquiryRow = z.object({
  id: idOf("inquiry"),
  ver: z.int(),
  subject: z.string(),
  channel: z.enum(inquiryChannels),
  state: z.enum(inquiryStates),
  fromName: z.string(),
  clientId: z.string().nullable(),
  clientName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  forEmployeeId: z.string().nullable(),
  regionId: z.string().nullable(),
  triggerId: z.string().nullable(),
  sourceId: z.string().nullable(),
  receivedAt: z.string(),
  dueAt: z.string(),
  answeredAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  answerMinutes: z.number().nullable(),
  outcome: z.enum(inquiryOutcomes).nullable(),
  /** Not answered, and its deadline is over. */
  late: z.boolean(),
});
/** {@link InquiryRow} as a type. */
export type InquiryRow = z.infer<typeof InquiryRow>;

/** Rules of routing at most. */
export const MOST_RULES = 50;

const some = (kind: "entry") => z.array(idOf(kind)).max(100).default([]);

/** When a rule holds: each list that is not empty must have the inquiry's own value. */
export const RuleWhen = z.strictObject({
  channels: z.array(z.enum(inquiryChannels)).default([]),
  regionIds: some("entry"),
  industryIds: some("entry"),
  languages: z.array(LanguageOf).max(20).default([]),
  sourceIds: some("entry"),
  triggerIds: some("entry"),
  hours: z.enum(["any", "working", "off"]).default("any").meta({ description: "The company's working hours" }),
});
/** {@link RuleWhen} as a type. */
export type RuleWhen = z.infer<typeof RuleWhen>;

/** To whom a rule gives an inquiry: one employee, whoever of a team has least to do, or the client's curator. */
export const RuleTo = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("curator") }),
  z.strictObject({ kind: z.literal("employee"), employeeId: idOf("employee") }),
  z.strictObject({ kind: z.literal("team"), teamId: idOf("team") }),
]);
/** {@link RuleTo} as a type. */
export type RuleTo = z.infer<typeof RuleTo>;

/** One rule of routing; the first that holds and finds somebody wins. */
export const RoutingRule = z.strictObject({ name: line(80), when: RuleWhen, to: RuleTo });
/** {@link RoutingRule} as a type. */
export type RoutingRule = z.infer<typeof RoutingRule>;

const Minutes = z.int().min(5).max(14_400);

/** Working minutes to the first answer where the company has said nothing: a caller waits less than a letter. */
export const usualNorms: Record<InquiryChannel, number> = {
  call: 30,
  email: 60,
  web: 60,
  visit: 60,
  message: 60,
  other: 60,
};

/** Norms by channel. */
export const Norms = z.strictObject({
  call: Minutes,
  email: Minutes,
  web: Minutes,
  visit: Minutes,
  message: Minutes,
  other: Minutes,
});

/** How a company handles what comes in. */
export const InquirySettings = z.object({
  id: z.literal("inquiries"),
  ...recordFields,
  rules: z.array(RoutingRule).max(MOST_RULES),
  fallbackId: idOf("employee").optional(),
  norms: Norms,
});
/** {@link InquirySettings} as a type. */
export type InquirySettings = z.infer<typeof InquirySettings>;

/** Settings as they are set: whole, over the version that was seen; 0 where none were set yet. */
export const SetInquirySettings = z.object({
  rules: z.array(RoutingRule).max(MOST_RULES),
  fallbackId: idOf("employee").nullable().optional(),
  norms: Norms,
  ver: z.int().min(0),
});
