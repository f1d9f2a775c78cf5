import type { CompanyContext } from "../companies/context.ts";
import type { Employee } from "../employees/schema.ts";

type People = Pick<CompanyContext, "employees" | "teams" | "employee">;

/** Whether he may be given work: he is here, or was asked to come. */
export function works(employee: Employee | undefined): boolean {
  return employee?.state === "active" || employee?.state === "invited";
}

/**
 * Who answers for an employee: the nearest of those above him who signs in, else a head of his team or of one above
 * it, else the owner; undefined for the owner himself. Of several heads the one who came first.
 */
export function headOf(people: People, id: string): string | undefined {
  const own = people.employee(id);
  const passed = new Set([id]);
  for (let at = own?.managerId; at !== undefined && !passed.has(at); at = people.employee(at)?.managerId) {
    passed.add(at);
    if (people.employee(at)?.state === "active") return at;
  }
  return headOfTeam(people, own) ?? first(people, ({ role }) => role === "owner" && own?.role !== "owner");
}

/** Who is given what belongs to nobody here: the head of sales, else the owner. */
export function headOfAll(people: People): string | undefined {
  return first(people, ({ role }) => role === "head_of_sales") ?? first(people, ({ role }) => role === "owner");
}

/** Who does what an employee should do: himself, where he works here; else who answers for him. */
export function workerOf(people: People, id: string | null | undefined): string | undefined {
  if (!id) return headOfAll(people);
  if (works(people.employee(id))) return id;
  return headOf(people, id) ?? headOfAll(people);
}

/** Who is told what an employee should know: himself, where he signs in; else who answers for him. */
export function readerFor(people: People, id: string | null | undefined): string | undefined {
  if (id && people.employee(id)?.state === "active") return id;
  return (id ? headOf(people, id) : undefined) ?? headOfAll(people);
}

function headOfTeam(people: People, own: Employee | undefined): string | undefined {
  const passed = new Set<string>();
  for (let team = own?.teamId; team !== undefined && !passed.has(team);) {
    passed.add(team);
    const here = team;
    // A head has no peer above him in his own team.
    const asks = here !== own?.teamId || own.role !== "head_of_sales";
    const head = first(
      people,
      (one) => asks && one.role === "head_of_sales" && one.teamId === here && one.id !== own?.id,
    );
    if (head) return head;
    team = people.teams.find(({ id }) => id === here)?.parentId;
  }
  return undefined;
}

function first({ employees }: People, is: (one: Employee) => boolean): string | undefined {
  const found = employees.filter((one) => one.state === "active" && is(one)).map(({ id }) => id);
  return found.sort()[0];
}
