import * as z from "zod";
import { Can, Email, line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { roles } from "../policy-names.ts";
import { recordFields } from "../record.ts";
import { Instant, TimeZone } from "../time.ts";

/** `no_sign_in`: known by name alone, as an import brings them; `invited`: has not accepted yet; `closed`: left. */
export const employeeStates = ["active", "invited", "no_sign_in", "closed"] as const;

/** A person of the company; where he has no calendar or zone of his own, the company's count. */
export const Employee = z.object({
  id: idOf("employee"),
  ...recordFields,
  name: line(120),
  email: Email.optional(),
  role: z.enum(roles),
  teamId: idOf("team").optional(),
  managerId: idOf("employee").optional(),
  calendarId: idOf("calendar").optional(),
  timeZone: TimeZone.optional(),
  state: z.enum(employeeStates),
  personId: idOf("person").optional(),
});
/** {@link Employee} as a type. */
export type Employee = z.infer<typeof Employee>;

/** An employee with what the caller may do. */
export const EmployeeView = Employee.omit({ personId: true }).extend({ can: Can });
/** {@link EmployeeView} as a type. */
export type EmployeeView = z.infer<typeof EmployeeView>;

/** A team; teams stand in a tree. */
export const Team = z.object({
  id: idOf("team"),
  ...recordFields,
  deletedAt: Instant.optional(),
  name: line(120),
  parentId: idOf("team").optional(),
});
/** {@link Team} as a type. */
export type Team = z.infer<typeof Team>;

/** What is asked to add an employee; with an e-mail he is sent an invitation. */
export const AddEmployee = Employee.pick({ name: true, email: true, role: true, teamId: true, managerId: true });

/** What may be changed of an employee; null takes a value away. */
export const ChangeEmployee = z.object({
  name: line(120).optional(),
  role: z.enum(roles).optional(),
  teamId: idOf("team").nullable().optional(),
  managerId: idOf("employee").nullable().optional(),
  calendarId: idOf("calendar").nullable().optional(),
  timeZone: TimeZone.nullable().optional(),
});
