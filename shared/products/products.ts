import type { Caller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { demand } from "../policy.ts";
import { mustBeEntry } from "../references.ts";
import { mustBeSeen, nullsOut } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import type { productsContract } from "./contract.ts";
import type { Product } from "./schema.ts";
import { PRODUCTS, ProductTable } from "./table.ts";

/** All products of the company, hidden ones among them, in the order they were added. */
export async function list(caller: Caller): Promise<{ products: Product[] }> {
  return { products: await storeOf(caller).query(ProductTable, { pk: PRODUCTS, consistent: true }) };
}

/** Adds a product. A name that another has, but for case and ё, answers `conflict` with that product. */
export async function add(caller: Caller, input: Input<typeof productsContract.add>): Promise<Product> {
  await mustBeEntry(caller, "product_group", "groupId", input.groupId);
  const tx = storeOf(caller).tx();
  return committed(caller, tx, tx.create(ProductTable, { ...input, id: newId("product") }));
}

/** Changes a product; a new price counts for deals to come. */
export async function change(
  caller: Caller,
  { id, ver, ...wanted }: Input<typeof productsContract.change>,
): Promise<Product> {
  const store = storeOf(caller);
  const before = demand(caller, "products", "write", await store.get(ProductTable, { id }));
  mustBeSeen(before, ver);
  if (wanted.groupId !== before.groupId) await mustBeEntry(caller, "product_group", "groupId", wanted.groupId);
  const tx = store.tx();
  return committed(caller, tx, tx.update(ProductTable, before, nullsOut(wanted)));
}

/** Which of these ids name products of the company, hidden ones among them. */
export async function existing(caller: Caller, ids: readonly string[]): Promise<Set<string>> {
  const found = await storeOf(caller).batchGet(
    ProductTable,
    ids.map((id) => ({ id })),
  );
  return new Set(found.map(({ id }) => id));
}

async function committed(caller: Caller, tx: Tx, product: Product): Promise<Product> {
  try {
    return await tx.commit(product);
  } catch (error) {
    if (!(error instanceof Problem) || error.details.reason !== "duplicate") throw error;
    const { holder } = error.details.current as { holder: { id: string } };
    const current = await storeOf(caller).get(ProductTable, { id: holder.id });
    throw new Problem("conflict", {
      reason: "name_taken",
      params: { name: product.name },
      ...(current ? { current } : {}),
    });
  }
}
