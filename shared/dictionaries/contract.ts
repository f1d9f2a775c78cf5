import * as z from "zod";
import { Seen, line } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Dictionary, DictionaryEntry, dictionaryNames } from "./schema.ts";

const one = z.object({ id: z.enum(dictionaryNames) });

/** Dictionaries of the company. */
export const dictionariesContract = {
  list: operation({
    method: "GET",
    path: "/dictionaries",
    access: "employee",
    summary: "All dictionaries with their entries",
    output: z.object({ dictionaries: z.array(Dictionary) }),
  }),
  addEntry: operation({
    method: "POST",
    path: "/dictionaries/{id}/entries",
    access: ["dictionaries", "create"],
    summary: "Add an entry; a name that is there already answers that entry",
    params: one,
    body: z.object({ name: line(120) }),
    output: DictionaryEntry,
    status: 201,
  }),
  change: operation({
    method: "PUT",
    path: "/dictionaries/{id}",
    access: ["dictionaries", "write"],
    summary: "Rename, order and hide entries; none may be left out",
    params: one,
    body: z.object({
      entries: z
        .array(z.strictObject({ id: idOf("entry"), name: line(120), hidden: z.boolean().optional() }))
        .max(1000),
      ver: Seen,
    }),
    output: Dictionary,
  }),
};
