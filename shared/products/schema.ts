import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { AmountMinor } from "../money.ts";
import { recordFields } from "../record.ts";

/** Something sold. The price is in the company's currency. */
export const Product = z.object({
  id: idOf("product"),
  ...recordFields,
  name: line(160),
  code: line(60).optional(),
  groupId: idOf("entry").optional(),
  priceMinor: AmountMinor.optional(),
  hidden: z.boolean().optional(),
});
/** {@link Product} as a type. */
export type Product = z.infer<typeof Product>;
