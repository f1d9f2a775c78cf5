import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The last sequence number handled of each shard of a stream. */
export interface Checkpoints {
  get(shard: string): string | undefined;
  set(shard: string, sequence: string): void;
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
  };
}

/** Checkpoints that live as long as the process. */
export function memoryCheckpoints(): Checkpoints {
  const known = new Map<string, string>();
  return { get: (shard) => known.get(shard), set: (shard, sequence) => void known.set(shard, sequence) };
}
