import { fold } from "../query/tree.ts";
import { defineTable } from "../table/entity.ts";
import type { Product } from "./schema.ts";

/** Partition of all products. */
export const PRODUCTS = "PRODUCT";

/** Products. A name belongs to one of them. */
export const ProductTable = defineTable<Product>({
  entity: "product",
  version: 1,
  key: ({ id }) => ({ pk: PRODUCTS, sk: id }),
  unique: (one) => [{ field: "product_name", value: fold(one.name) }],
});
