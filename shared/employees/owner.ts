import { armMorning } from "../day/arm.ts";
import type { Tx } from "../table/tx.ts";
import type { Employee } from "./schema.ts";
import { EmployeeTable } from "./table.ts";

/** Adds the owner of a new company, active at once, to the transaction that founds it: 3 actions. */
export function addOwner(
  tx: Tx,
  owner: { personId: string; employeeId: string; name: string; email: string },
): Employee {
  const { personId, employeeId, name, email } = owner;
  armMorning(tx, employeeId);
  return tx.create(EmployeeTable, { id: employeeId, name, email, role: "owner", state: "active", personId });
}
