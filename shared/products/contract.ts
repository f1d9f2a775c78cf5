import * as z from "zod";
import { Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { AddProduct, ChangeProduct, Product } from "./schema.ts";

/** Goods and services of the company. */
export const productsContract = {
  list: operation({
    method: "GET",
    path: "/products",
    access: "employee",
    summary: "All products",
    output: z.object({ products: z.array(Product) }),
  }),
  add: operation({
    method: "POST",
    path: "/products",
    access: ["products", "create"],
    summary: "Add a product; its name is its own",
    body: AddProduct,
    output: Product,
    status: 201,
  }),
  change: operation({
    method: "PATCH",
    path: "/products/{id}",
    access: ["products", "write"],
    summary: "Change a product",
    params: z.object({ id: idOf("product") }),
    body: ChangeProduct.extend({ ver: Seen }),
    output: Product,
  }),
};
