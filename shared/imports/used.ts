import type { Caller } from "../caller.ts";
import { clientColumns } from "../clients/columns.ts";
import { dealColumns } from "../deals/columns.ts";
import { everybody } from "../employees/imported.ts";
import { entryColumns } from "../history/columns.ts";
import type { Columns } from "../query/columns.ts";
import { rowsOfIndex } from "../query/index-rows.ts";
import { chunksOf } from "./chunks.ts";
import type { Import } from "./schema.ts";

/** Columns by which records name clients, employees and products. */
const naming: { entity: string; columns: Columns<never>; fields: readonly string[] }[] = [
  { entity: "client", columns: clientColumns, fields: ["parentId", "curatorId", "createdBy"] },
  { entity: "deal", columns: dealColumns, fields: ["managerId", "productIds", "createdBy"] },
  { entity: "entry", columns: entryColumns, fields: ["performerId"] },
];

/**
 * Records that an import made and that something else names by now: another card, a deal, an entry, an employee.
 * What the import itself made names nothing here, as it goes too; unless it was changed since, for then it stays.
 */
export async function usedBesides(caller: Caller, subject: Import): Promise<Set<string>> {
  const made = new Map<string, number>();
  let nameable = false;
  for await (const { written } of chunksOf(caller, subject.id)) {
    for (const { id, ver, kind, made: own } of written) {
      if (!own || kind === "entry") continue;
      made.set(id, ver);
      nameable ||= kind !== "deal";
    }
  }
  const used = new Set<string>();
  if (!nameable) return used;
  const name = (id: unknown) => {
    if (typeof id === "string" && made.has(id)) used.add(id);
  };
  const goes = (id: string, ver: number) => made.get(id) === ver;
  for (const { entity, columns, fields } of naming) {
    const places = fields.map((field) => 3 + columns.names.indexOf(field));
    for await (const row of rowsOfIndex(caller, entity)) {
      if (goes(row[1], row[2])) continue;
      for (const place of places) [row[place]].flat().forEach(name);
    }
  }
  const { employees, teams } = await everybody(caller);
  for (const { id, ver, managerId, teamId } of employees) {
    if (goes(id, ver)) continue;
    name(managerId);
    name(teamId);
  }
  for (const { id, ver, parentId } of teams) if (!goes(id, ver)) name(parentId);
  return used;
}
