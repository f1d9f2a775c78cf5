import * as z from "zod";
import { HistoryEntryView } from "../history/schema.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { LetterView, WriteLetter } from "./schema.ts";

/** Letters from a card. */
export const lettersContract = {
  write: operation({
    method: "POST",
    path: "/clients/{clientId}/letters",
    access: ["history", "create"],
    summary: "Send a letter to an address on the client's card; it is recorded in History by itself",
    params: z.object({ clientId: idOf("client") }),
    body: WriteLetter,
    output: z.object({ letter: LetterView, entry: HistoryEntryView }),
    status: 202,
  }),
  get: operation({
    method: "GET",
    path: "/clients/{clientId}/letters/{id}",
    access: ["history", "read"],
    summary: "A letter of the client with its state",
    params: z.object({ clientId: idOf("client"), id: idOf("letter") }),
    output: LetterView,
  }),
};
