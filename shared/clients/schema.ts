import * as z from "zod";
import { Can, Email, line, paragraph, Phone } from "../fields.ts";
import { idOf } from "../ids.ts";
import { AmountMinor } from "../money.ts";
import { recordFields } from "../record.ts";
import { Day, Instant } from "../time.ts";

/** A value that finds its card. `shared` marks one that several cards have, as a switchboard: it is not kept unique. */
export const PhoneNumber = z.strictObject({ value: Phone, shared: z.boolean().optional() });
/** An e-mail address of a card; `shared` as for {@link PhoneNumber}. */
export const EmailAddress = z.strictObject({ value: Email, shared: z.boolean().optional() });

/** A tax number as typed; letters and digits count when compared. */
export const TaxNumber = z
  .string()
  .trim()
  .min(4)
  .max(32)
  .regex(/^[\p{L}\d\s.\-/]+$/u, { error: "wrong_format" });

/** The dated next step of a client, kept on its card beside the task that holds it. */
export const NextStep = z.object({
  taskId: idOf("task"),
  /** Wall time in the zone of whoever planned it, `2026-12-01T10:00`. */
  at: z.string(),
  timeZone: z.string().optional(),
  typeId: idOf("entry").optional(),
  text: z.string(),
  performerId: idOf("employee"),
});

/** An organisation or a person, possible or real: the card on which everything hangs. */
export const Client = z.object({
  id: idOf("client"),
  ...recordFields,
  deletedAt: Instant.optional(),
  kind: z.enum(["organisation", "person"]),
  name: line(200),
  taxNumber: TaxNumber.optional(),
  phones: z.array(PhoneNumber).max(10),
  emails: z.array(EmailAddress).max(10),
  website: z.string().trim().max(200).optional(),
  address: line(300).optional(),
  regionId: idOf("entry").optional(),
  industryId: idOf("entry").optional(),
  curatorId: idOf("employee").optional(),
  firstContactOn: Day,
  /** Where the client heard of us; of the product apart; since when. */
  sourceId: idOf("entry").optional(),
  productSourceId: idOf("entry").optional(),
  sourceOn: Day.optional(),
  /** What made him come. */
  triggerId: idOf("entry").optional(),
  /** Who started. */
  initiative: z.enum(["ours", "theirs"]).optional(),
  interestId: idOf("entry").optional(),
  need: paragraph(4000).optional(),
  parentId: idOf("client").optional(),
  foundedYear: z.int().min(1000).max(2100).optional(),
  staff: z.int().min(0).max(10_000_000).optional(),
  turnoverMinor: AmountMinor.optional(),
  nextStep: NextStep.optional(),
  parkedUntil: Day.optional(),
  parkedReason: line(300).optional(),
  lastContactAt: Instant.optional(),
  /** The import that made it, for its revert. */
  importId: z.string().optional(),
});
/** {@link Client} as a type. */
export type Client = z.infer<typeof Client>;

/** What may be given at the making of a card. */
export const CreateClient = Client.pick({
  name: true,
  taxNumber: true,
  website: true,
  address: true,
  regionId: true,
  industryId: true,
  curatorId: true,
  sourceId: true,
  productSourceId: true,
  sourceOn: true,
  triggerId: true,
  initiative: true,
  interestId: true,
  need: true,
  parentId: true,
  foundedYear: true,
  staff: true,
  turnoverMinor: true,
}).extend({
  kind: z.enum(["organisation", "person"]).default("organisation"),
  phones: z.array(PhoneNumber).max(10).default([]),
  emails: z.array(EmailAddress).max(10).default([]),
  firstContactOn: Day.optional().meta({ description: "Today in the company's zone where absent" }),
});

const changeable = Client.pick({
  kind: true,
  name: true,
  taxNumber: true,
  phones: true,
  emails: true,
  website: true,
  address: true,
  regionId: true,
  industryId: true,
  curatorId: true,
  firstContactOn: true,
  sourceId: true,
  productSourceId: true,
  sourceOn: true,
  triggerId: true,
  initiative: true,
  interestId: true,
  need: true,
  parentId: true,
  foundedYear: true,
  staff: true,
  turnoverMinor: true,
  parkedUntil: true,
  parkedReason: true,
});

const required = new Set(["kind", "name", "phones", "emails", "firstContactOn"]);

/** What may be changed of a card; null takes a value away, and is refused where a card cannot be without it. */
export const ChangeClient = z.object(
  Object.fromEntries(
    Object.entries(changeable.shape).map(([name, field]) => [
      name,
      required.has(name) ? (field as z.ZodType).optional() : (field as z.ZodType).nullable().optional(),
    ]),
  ) as { [K in keyof typeof changeable.shape]: z.ZodOptional<z.ZodNullable<(typeof changeable.shape)[K]>> },
);

/** A card with what the caller may do. */
export const ClientView = Client.extend({ can: Can });
/** {@link ClientView} as a type. */
export type ClientView = z.infer<typeof ClientView>;

/** A contact person at a client. */
export const Contact = z.object({
  id: idOf("contact"),
  ...recordFields,
  deletedAt: Instant.optional(),
  clientId: idOf("client"),
  lastName: line(80).optional(),
  firstName: line(80).optional(),
  patronymic: line(80).optional(),
  post: line(160).optional(),
  phones: z.array(PhoneNumber).max(10),
  emails: z.array(EmailAddress).max(10),
  birthday: Day.optional(),
  consent: z.boolean().optional().meta({ description: "Agreed to be written to" }),
  note: paragraph(2000).optional(),
});
/** {@link Contact} as a type. */
export type Contact = z.infer<typeof Contact>;

/** What may be given of a contact; a last or a first name is needed. */
export const ContactFields = Contact.pick({
  lastName: true,
  firstName: true,
  patronymic: true,
  post: true,
  birthday: true,
  consent: true,
  note: true,
}).extend({
  phones: z.array(PhoneNumber).max(10).default([]),
  emails: z.array(EmailAddress).max(10).default([]),
});

/** A row of the list of clients. */
export const ClientRow = z.object({
  id: idOf("client"),
  ver: z.int(),
  name: z.string(),
  kind: z.enum(["organisation", "person"]),
  taxNumber: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  regionId: z.string().nullable(),
  industryId: z.string().nullable(),
  curatorId: z.string().nullable(),
  sourceId: z.string().nullable(),
  triggerId: z.string().nullable(),
  initiative: z.string().nullable(),
  interestId: z.string().nullable(),
  parentId: z.string().nullable(),
  firstContactOn: z.string(),
  nextStepAt: z.string().nullable(),
  parkedUntil: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** {@link ClientRow} as a type. */
export type ClientRow = z.infer<typeof ClientRow>;

/** Why a card was refused: another one has this value. Curator and date of first contact are told (rule 1). */
export const DuplicateOf = z.object({
  field: z.enum(["tax", "phone", "email"]),
  curator: z.string(),
  firstContactOn: Day,
  /** Absent where the caller may not open the card. */
  clientId: idOf("client").optional(),
});
/** {@link DuplicateOf} as a type. */
export type DuplicateOf = z.infer<typeof DuplicateOf>;
