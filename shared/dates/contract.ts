import * as z from "zod";
import { Done, Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { DateFields, DateView } from "./schema.ts";

const ofClient = z.object({ clientId: idOf("client") });
const one = z.object({ clientId: idOf("client"), id: idOf("memorable") });

/** Memorable dates of a client. */
export const datesContract = {
  list: operation({
    method: "GET",
    path: "/clients/{clientId}/dates",
    access: ["clients", "read"],
    summary: "Dates of a client and birthdays of its contact persons, the next one first",
    params: ofClient,
    output: z.object({ dates: z.array(DateView) }),
  }),
  add: operation({
    method: "POST",
    path: "/clients/{clientId}/dates",
    access: ["clients", "write"],
    summary: "Add a date: its curator is told some days ahead, every year where it comes every year",
    params: ofClient,
    body: DateFields,
    output: DateView,
    status: 201,
  }),
  change: operation({
    method: "PUT",
    path: "/clients/{clientId}/dates/{id}",
    access: ["clients", "write"],
    summary: "Change a date: the fields as they shall stand",
    params: one,
    body: DateFields.extend({ ver: Seen }),
    output: DateView,
  }),
  remove: operation({
    method: "DELETE",
    path: "/clients/{clientId}/dates/{id}",
    access: ["clients", "write"],
    summary: "Put a date into the recycle bin",
    params: one,
    output: Done,
  }),
};
