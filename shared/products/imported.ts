import type { Caller } from "../caller.ts";
import { fold } from "../query/tree.ts";
import type { Unique } from "../table/entity.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { Product } from "./schema.ts";
import { ProductTable } from "./table.ts";

/** What an import says of a product; what is absent is not said. */
export type ImportedProduct = Partial<Pick<Product, "name" | "code" | "groupId" | "priceMinor">>;

/** A product to be written, with the values it takes or frees and the actions of it all. */
export interface ProductWrite {
  cost: number;
  keys: Unique[];
  write(tx: Tx): Product;
}

/** A new product of an import. */
export function newProduct(id: string, said: ImportedProduct & Pick<Product, "name">): ProductWrite {
  return { cost: 2, keys: [nameKey(said.name)], write: (tx) => tx.create(ProductTable, { ...said, id }) };
}

/** What the import says over a product as it is. */
export function overwriteProduct(before: Product, said: ImportedProduct): ProductWrite {
  return rewrite(before, said);
}

/** A product set back to what it was before an import. */
export function restoreProduct(current: Product, before: Product): ProductWrite {
  return rewrite(current, { code: undefined, groupId: undefined, priceMinor: undefined, hidden: undefined, ...before });
}

/** Deletes a product that an import made and nobody uses. */
export function takeBackProduct(product: Product): ProductWrite {
  return {
    cost: 2,
    keys: [nameKey(product.name)],
    write(tx) {
      tx.remove(ProductTable, product);
      return product;
    },
  };
}

function rewrite(before: Product, change: Partial<Product>): ProductWrite {
  const renamed = change.name !== undefined && fold(change.name) !== fold(before.name);
  const keys = renamed ? [nameKey(before.name), nameKey(change.name!)] : [];
  return { cost: 1 + keys.length, keys, write: (tx) => tx.update(ProductTable, before, change) };
}

function nameKey(name: string): Unique {
  return { field: "product_name", value: fold(name) };
}

/** A product by id. */
export function findProduct(caller: Caller, id: string): Promise<Product | undefined> {
  return storeOf(caller).get(ProductTable, { id });
}
