import { findEmployee, newEmployee, overwriteEmployee } from "../employees/imported.ts";
import type { Employee } from "../employees/schema.ts";
import type { Role } from "../policy-names.ts";
import { findProduct, newProduct, overwriteProduct } from "../products/imported.ts";
import type { Product } from "../products/schema.ts";
import { fold } from "../query/tree.ts";
import { byName } from "./known.ts";
import { defined, linkedLater, references, type Run, type Writer } from "./writers.ts";

/** Rows become employees: known by name, without sign-in. Who leads whom within the file is written after them all. */
export function employeeWriter({ subject, known, resolver }: Run): Writer {
  return {
    kind: "employee",
    named: () => Promise.resolve(byName(known.employees)),
    keysOf: (_caller, { values }, field) =>
      field === "email" ? values.list("email").map((value) => ({ field: "employee_email", value })) : [],
    load: (caller, ids) => loadEach(ids, (id) => findEmployee(caller, id)),
    build(_caller, row, id, before) {
      const { ids, issues } = references(resolver, row, ["role", "manager", "team"]);
      const [email, ...more] = row.values.list("email");
      if (more.length > 0) issues.push({ field: "email", reason: "too_many" });
      if (issues.length > 0) return Promise.resolve(issues);
      const said = defined({
        name: row.values.text("name")!,
        role: ids.get("role") as Role,
        email,
        teamId: ids.get("team"),
        managerId: linkedLater(subject) ? undefined : ids.get("manager"),
      });
      return Promise.resolve(before ? overwriteEmployee(before as Employee, said) : newEmployee(id, said));
    },
    nameOf: (record) => (record as Employee).name,
  };
}

/** Rows become products. */
export function productWriter({ known, resolver }: Run): Writer {
  return {
    kind: "product",
    named: () => Promise.resolve(byName(known.products)),
    keysOf: (_caller, { values }, field) =>
      field === "name" ? [{ field: "product_name", value: fold(values.text("name")!) }] : [],
    load: (caller, ids) => loadEach(ids, (id) => findProduct(caller, id)),
    build(_caller, row, id, before) {
      const { ids, issues } = references(resolver, row, ["group"]);
      if (issues.length > 0) return Promise.resolve(issues);
      const said = defined({
        name: row.values.text("name")!,
        code: row.values.text("code"),
        groupId: ids.get("group"),
        priceMinor: row.values.number("price"),
      });
      return Promise.resolve(before ? overwriteProduct(before as Product, said) : newProduct(id, said));
    },
    nameOf: (record) => (record as Product).name,
  };
}

async function loadEach<R>(
  ids: readonly string[],
  find: (id: string) => Promise<R | undefined>,
): Promise<Map<string, R>> {
  const found = await Promise.all(ids.map(async (id) => [id, await find(id)] as const));
  return new Map(found.flatMap(([id, record]) => (record ? [[id, record] as const] : [])));
}
