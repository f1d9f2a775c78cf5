import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The last sequence number handled of each shard, named `<ARN of the stream>/<id of the shard>`. */
export interface Checkpoints {
  get(shard: string): string | undefined;
  set(shard: string, sequence: string): void;
  /** All of them, as the local database names its streams. */
  handled(): HandledStream[];
}

/** How far the stream of a table was handled; the local database has one shard a table. */
export interface HandledStream {
  table: string;
  /** When the stream was made. */
  label: string;
  sequence: string;
}

/** Checkpoints in one file, replaced whole at each change: a kill leaves the old or the new. */
export function fileCheckpoints(file: string): Checkpoints {
  let known: Record<string, string> = {};
  try {
    known = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  return {
    get: (shard) => known[shard],
    set(shard, sequence) {
      known[shard] = sequence;
      writeFileSync(`${file}.new`, JSON.stringify(known));
      renameSync(`${file}.new`, file);
    },
    handled: () => Object.entries(known).flatMap(handledStream),
  };
}

/** Checkpoints that live as long as the process. */
export function memoryCheckpoints(): Checkpoints {
  const known = new Map<string, string>();
  return {
    get: (shard) => known.get(shard),
    set: (shard, sequence) => void known.set(shard, sequence),
    handled: () => [...known].flatMap(handledStream),
  };
}

function handledStream([shard, sequence]: [string, string]): HandledStream[] {
  const [, table, label] = /:table\/([^/]+)\/stream\/([^/]+)\//.exec(shard) ?? [];
  return table && label ? [{ table, label, sequence }] : [];
}
