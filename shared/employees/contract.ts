import * as z from "zod";
import { Done, Email, Seen, line } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { AddEmployee, ChangeEmployee, EmployeeView, Team } from "./schema.ts";

const one = z.object({ id: idOf("employee") });
const oneTeam = z.object({ id: idOf("team") });

/** Employees and teams of the company. */
export const employeesContract = {
  list: operation({
    method: "GET",
    path: "/employees",
    access: "employee",
    summary: "All employees and teams, those who left among them",
    output: z.object({ employees: z.array(EmployeeView), teams: z.array(Team) }),
  }),
  add: operation({
    method: "POST",
    path: "/employees",
    access: ["employees", "create"],
    summary: "Add an employee; with an e-mail he is invited by letter",
    body: AddEmployee,
    output: EmployeeView,
    status: 201,
  }),
  change: operation({
    method: "PATCH",
    path: "/employees/{id}",
    access: ["employees", "write"],
    summary: "Change role, team, manager, name, working calendar or time zone",
    params: one,
    body: ChangeEmployee.extend({ ver: Seen }),
    output: EmployeeView,
  }),
  invite: operation({
    method: "POST",
    path: "/employees/{id}/invitation",
    access: ["employees", "write"],
    summary: "Send an invitation, again or to an employee who had no e-mail",
    params: one,
    body: z.object({ email: Email.optional() }),
    output: EmployeeView,
  }),
  close: operation({
    method: "POST",
    path: "/employees/{id}/close",
    access: ["employees", "write"],
    summary: "Close the account of one who left; what he led stays",
    params: one,
    body: z.object({ ver: Seen }),
    output: EmployeeView,
  }),
  addTeam: operation({
    method: "POST",
    path: "/teams",
    access: ["employees", "create"],
    summary: "Add a team",
    body: z.object({ name: line(120), parentId: idOf("team").optional() }),
    output: Team,
    status: 201,
  }),
  changeTeam: operation({
    method: "PATCH",
    path: "/teams/{id}",
    access: ["employees", "write"],
    summary: "Rename or move a team",
    params: oneTeam,
    body: z.object({ name: line(120).optional(), parentId: idOf("team").nullable().optional(), ver: Seen }),
    output: Team,
  }),
  removeTeam: operation({
    method: "DELETE",
    path: "/teams/{id}",
    access: ["employees", "delete"],
    summary: "Remove a team that nobody is in",
    params: oneTeam,
    output: Done,
  }),
};
