import * as z from "zod";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Day } from "../time.ts";
import { WorkDay } from "./schema.ts";

/** The day of an employee. */
export const dayContract = {
  get: operation({
    method: "GET",
    path: "/day",
    access: ["history", "read"],
    summary: "What is late, planned and planned by others for a day, today where absent; of an employee one leads too",
    query: z.object({ day: Day.optional(), employeeId: idOf("employee").optional() }),
    output: WorkDay,
  }),
  letter: operation({
    method: "POST",
    path: "/day/letter",
    access: ["history", "read"],
    summary: "Send the caller a day of his own by e-mail, today where none is named; so often an hour",
    body: z.object({ day: Day.optional() }),
    output: z.object({ to: z.string() }),
    status: 202,
  }),
};
