/**
 * The one table and its indexes as plain data: the stack, the local system and the tests all create it from here.
 * Attributes of an item: `pk`, `sk`; `e` the kind of record, `v` the version of its shape, `ver` of its content,
 * `d` the record itself; `quiet` where its changes are not audited; `row` its narrow row for the read model; index keys
 * as below; `ttl` in epoch seconds.
 */
export const layout = {
  partition: "pk",
  sort: "sk",
  ttl: "ttl",
  stream: "NEW_AND_OLD_IMAGES",
  indexes: {
    /** What changed since: `T#<tenant>#<ENTITY>#<shard>` / `<updatedAt>#<id>`; a deleted record leaves a tombstone row. */
    changes: { partition: "cpk", sort: "csk", project: ["row"] },
    /** Work of one employee by due moment: `T#<tenant>#U#<user>` / `<due>#<type>#<id>`; sparse. */
    work: { partition: "wpk", sort: "wsk", project: ["e", "v", "ver", "d"] },
    /** What the clock must wake: `DUE#<yyyymmdd>#<0..15>` / `<dueAt>#<tenant>#<id>`; sparse, platform role only. */
    due: { partition: "dpk", sort: "dsk", project: [] as string[] },
  },
} as const;

/** Name of an index of the table. */
export type IndexName = keyof typeof layout.indexes;

/** Shards of the due index a day. */
export const DUE_SHARDS = 16;

/** The prefix of every key of a tenant, in the table and in its indexes. */
export function tenantPrefix(tenant: string): string {
  return `T#${tenant}#`;
}

/** Keys of the platform: sign-in, sessions, API keys, calendar feeds, limits, one-time links, the due index, the tick's own state. */
export const platformPrefixes = [
  "LOGIN#",
  "PERSON#",
  "SESSION#",
  "KEY#",
  "FEED#",
  "LIMIT#",
  "LINK#",
  "DUE#",
  "TICK#",
  "IDEM#",
];
