import * as z from "zod";
import { line } from "../fields.ts";
import { CompanyId } from "../ids.ts";
import { Currency } from "../money.ts";
import { recordFields } from "../record.ts";
import { LanguageCode } from "../people/schema.ts";
import { TimeZone } from "../time.ts";

/** Who plans work for others: anybody books a free colleague, or heads distribute it. */
export const distributions = ["free", "centralised"] as const;

/** One subscriber. `setUp` tells whether the first run was finished. */
export const Company = z.object({
  id: CompanyId,
  ...recordFields,
  name: line(120),
  language: LanguageCode,
  timeZone: TimeZone,
  currency: Currency,
  shards: z.int().min(1).max(16),
  setUp: z.boolean(),
  demo: z.boolean().meta({ description: "Whether demo data are loaded" }),
  distribution: z
    .enum(distributions)
    .optional()
    .meta({ description: "Who plans for others: anybody (`free`, where absent), or heads alone (`centralised`)" }),
  roundAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "wrong_format" })
    .optional()
    .meta({ description: "When the daily round goes, 06:00 where absent" }),
  roundTasks: z
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Tasks a round gives one employee at most for clients without a step, 20 where absent" }),
  leadDays: z
    .int()
    .min(0)
    .max(90)
    .optional()
    .meta({ description: "Days before a memorable date at which it is told, 3 where absent" }),
  managerSilenceDays: z.int().min(1).max(365).optional().meta({
    description: "Days without an entry of History after which an employee who sells is silent, 7 where absent",
  }),
});
/** {@link Company} as a type. */
export type Company = z.infer<typeof Company>;

/** What may be changed of a company. The currency stays: sums already stand in it. */
export const ChangeCompany = Company.pick({
  name: true,
  language: true,
  timeZone: true,
  setUp: true,
  distribution: true,
  roundAt: true,
  roundTasks: true,
  leadDays: true,
  managerSilenceDays: true,
}).partial();
