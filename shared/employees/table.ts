import { defineTable } from "../table/entity.ts";
import type { Employee, Team } from "./schema.ts";

/** Partition of all employees. */
export const EMPLOYEES = "USER";
/** Partition of all teams. */
export const TEAMS = "TEAM";

/** Employees. An e-mail belongs to one of them. */
export const EmployeeTable = defineTable<Employee>({
  entity: "employee",
  version: 1,
  key: ({ id }) => ({ pk: EMPLOYEES, sk: id }),
  unique: (one) => (one.email && one.state !== "closed" ? [{ field: "employee_email", value: one.email }] : []),
});

/** Teams. */
export const TeamTable = defineTable<Team>({
  entity: "team",
  version: 1,
  key: ({ id }) => ({ pk: TEAMS, sk: id }),
});
