import * as z from "zod";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { HistoryEntryView } from "../history/schema.ts";
import { Letter, WriteLetter } from "./schema.ts";

const LetterView = Letter.pick({
  id: true,
  to: true,
  subject: true,
  text: true,
  fileIds: true,
  state: true,
  sentAt: true,
  createdAt: true,
  createdBy: true,
  contactId: true,
});

/** Letters from a card. */
export const lettersContract = {
  write: operation({
    method: "POST",
    path: "/clients/{clientId}/letters",
    access: ["history", "create"],
    summary: "Send a letter to a contact of the client; it is recorded in History by itself",
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
