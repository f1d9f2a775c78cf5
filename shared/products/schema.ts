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

/** What is asked to add a product. */
export const AddProduct = Product.pick({ name: true, code: true, groupId: true, priceMinor: true });

/** What may be changed of a product; null takes a value away. */
export const ChangeProduct = z.object({
  name: line(160).optional(),
  code: line(60).nullable().optional(),
  groupId: idOf("entry").nullable().optional(),
  priceMinor: AmountMinor.nullable().optional(),
  hidden: z.boolean().optional(),
});
