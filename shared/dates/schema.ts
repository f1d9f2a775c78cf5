import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";
import { Day, Instant } from "../time.ts";

/** What a date is remembered for. */
export const dateKinds = ["birthday", "anniversary", "contract_end", "other"] as const;

/** A day of every year, `02-29`. */
const MonthDay = z
  .string()
  .regex(/^\d{2}-\d{2}$/, { error: "wrong_format" })
  .refine((text) => Day.safeParse(`2000-${text}`).success, { error: "wrong_format" });

/** A date of a client that is remembered ahead of its day. Birthdays of contact persons stand with them, not here. */
export const MemorableDate = z.object({
  id: idOf("memorable"),
  ...recordFields,
  deletedAt: Instant.optional(),
  clientId: idOf("client"),
  contactId: idOf("contact").optional(),
  kind: z.enum(dateKinds),
  title: line(200),
  day: z.union([Day, MonthDay]).meta({ description: "2026-12-01, or 12-01 where the year is not known" }),
  /** Whether it comes every year. */
  yearly: z.boolean(),
  /** Days it is told ahead; the company's where absent. */
  leadDays: z.int().min(0).max(90).optional(),
});
/** {@link MemorableDate} as a type. */
export type MemorableDate = z.infer<typeof MemorableDate>;

/** What is said of a date. */
export const DateFields = MemorableDate.pick({
  contactId: true,
  kind: true,
  title: true,
  day: true,
  yearly: true,
  leadDays: true,
});

/** A date as a card shows it; the birthday of a contact person has the id of the person. */
export const DateView = MemorableDate.pick({ clientId: true, kind: true, title: true, day: true, yearly: true }).extend(
  {
    id: z.string(),
    ver: z.int(),
    contactId: idOf("contact").optional(),
    leadDays: z.int().optional(),
    /** The next day it falls on; absent where it is over. */
    nextOn: Day.optional(),
    /** Whether it stands with a contact person and is changed there. */
    ofContact: z.boolean(),
  },
);
/** {@link DateView} as a type. */
export type DateView = z.infer<typeof DateView>;
