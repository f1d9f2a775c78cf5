import * as z from "zod";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { ApiKey, ApiKeyView } from "./schema.ts";

/** Keys of the API. */
export const keysContract = {
  list: operation({
    method: "GET",
    path: "/keys",
    access: ["keys", "read"],
    summary: "Keys of the company",
    output: z.object({ keys: z.array(ApiKeyView) }),
  }),
  make: operation({
    method: "POST",
    path: "/keys",
    access: ["keys", "create"],
    summary: "Make a key; it is shown in this answer alone",
    body: ApiKey.pick({ label: true, role: true }),
    output: ApiKeyView.extend({ key: z.string() }),
    status: 201,
  }),
  revoke: operation({
    method: "DELETE",
    path: "/keys/{id}",
    access: ["keys", "delete"],
    summary: "Revoke a key; it stops working within 10 seconds",
    params: z.object({ id: idOf("key") }),
    output: ApiKeyView,
  }),
};
