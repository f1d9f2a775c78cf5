import type { Key } from "../table/entity.ts";

/** Kind of the items of the audit trail. They are never changed: they have no version and tell no event. */
export const CHANGE = "change";

/** Partition of all changes of one record. */
export function changesOf(id: string): string {
  return `AU#${id}`;
}

/** Key of one change: versions as text of one length, so that they lie in order. */
export function changeKey(id: string, ver: number): Key {
  return { pk: changesOf(id), sk: sortOf(ver) };
}

/** Sort key of a version. */
export function sortOf(ver: number): string {
  return String(ver).padStart(10, "0");
}
