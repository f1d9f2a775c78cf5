import * as z from "zod";
import { Done, Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { AbsenceView, AddAbsence, ChangeAbsence, PlanDay } from "./schema.ts";

const employee = z.object({ employeeId: idOf("employee") });
const one = employee.extend({ id: idOf("absence") });

/** Who is away, when and who stands in. Everybody writes his own; a head his team's. */
export const absencesContract = {
  list: operation({
    method: "GET",
    path: "/absences",
    access: "employee",
    summary: "Who is away between two days, both included, of 366 at most",
    query: z.object({ from: PlanDay, until: PlanDay, employeeId: idOf("employee").optional() }),
    output: z.object({ absences: z.array(AbsenceView) }),
  }),
  add: operation({
    method: "POST",
    path: "/employees/{employeeId}/absences",
    access: "employee",
    summary: "Add an absence of oneself or of one's team",
    params: employee,
    body: AddAbsence,
    output: AbsenceView,
    status: 201,
  }),
  change: operation({
    method: "PATCH",
    path: "/employees/{employeeId}/absences/{id}",
    access: "employee",
    summary: "Change an absence",
    params: one,
    body: ChangeAbsence.extend({ ver: Seen }),
    output: AbsenceView,
  }),
  remove: operation({
    method: "DELETE",
    path: "/employees/{employeeId}/absences/{id}",
    access: "employee",
    summary: "Remove an absence",
    params: one,
    output: Done,
  }),
};
