import * as z from "zod";
import { line } from "../fields.ts";
import { CompanyId } from "../ids.ts";
import { Currency } from "../money.ts";
import { recordFields } from "../record.ts";
import { LanguageCode } from "../people/schema.ts";
import { TimeZone } from "../time.ts";

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
});
/** {@link Company} as a type. */
export type Company = z.infer<typeof Company>;

/** What may be changed of a company. The currency stays: sums already stand in it. */
export const ChangeCompany = Company.pick({ name: true, language: true, timeZone: true, setUp: true }).partial();
