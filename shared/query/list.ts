import * as z from "zod";
import { pageQuery } from "../fields.ts";
import { jsonText } from "../http/client.ts";
import { Filter } from "./tree.ts";

/** Query of any list: a tree of conditions, an order (`name`, `-updatedAt`), a text to find, a page. */
export const listQuery = z.object({
  filter: jsonText(Filter).optional(),
  sort: z
    .string()
    .max(64)
    .regex(/^-?\w+$/, { error: "wrong_format" })
    .optional(),
  find: z.string().trim().max(100).optional(),
  ...pageQuery,
  /** `<id>:<ver>` of the caller's own last write, which the answer must already know. */
  see: z.string().max(80).optional(),
});
