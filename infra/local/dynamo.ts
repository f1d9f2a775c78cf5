import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { HandledStream } from "./checkpoints.ts";

/** A running database. */
export interface Dynamo {
  endpoint: string;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * The program leads its own process group, so that Ctrl-C reaches this process first and writes in flight can end.
 * Its guard waits for the end of our pipe: however this process dies, the program dies with it.
 */
const guarded = `exec 3<&0; (cat <&3 >/dev/null; kill -TERM $$) >/dev/null 2>&1 & exec "$0" "$@" </dev/null 3<&-`;

/** Path of the database program for this machine; throws a message for people where there is none. */
export function dynamoProgram(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch {
    throw new Error(
      `There is no database program for ${process.platform} on ${process.arch}: npm could not install ${name}. ` +
        "Start any server that speaks DynamoDB with streams, and name it: " +
        "AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start",
    );
  }
}

/**
 * Starts the database on 127.0.0.1 with its data in one file, made and prepared where it does not exist yet.
 * @param options.handled what was read of its streams: records before that are forgotten
 */
export async function startDynamo(options: {
  file: string;
  port: number;
  handled?: readonly HandledStream[];
}): Promise<Dynamo> {
  const { file, port, handled = [] } = options;
  const program = dynamoProgram();
  if (!existsSync(file)) await prepare(program, file, port);
  else forget(file, handled);
  return run(program, file, port);
}

/**
 * Each write with a stream on looks for the last sequence number; without this index that is a scan of all records.
 * The file gets its name only when it is whole, so a stop in between leaves nothing half made.
 */
async function prepare(program: string, file: string, port: number): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  for (const end of ["", "-wal", "-shm"]) rmSync(fresh + end, { force: true });
  await (await run(program, fresh, port)).stop();
  const database = new DatabaseSync(fresh);
  database.exec("CREATE INDEX stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))");
  database.close();
  renameSync(fresh, file);
}

/** The database keeps stream records for ever. The last handled one stays: the next number is counted from it. */
function forget(file: string, handled: readonly HandledStream[]): void {
  if (handled.length === 0) return;
  const database = new DatabaseSync(file);
  // The label tells a table from an earlier one of its name, whose numbers say nothing of this one's.
  const remove = database.prepare(
    "DELETE FROM _stream_records WHERE table_name = (SELECT table_name FROM _tables WHERE table_name = ? AND " +
      "stream_label = ?) AND CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER)",
  );
  for (const { table, label, sequence } of handled) remove.run(table, label, sequence);
  database.close();
}

function run(program: string, file: string, port: number): Promise<Dynamo> {
  const child = spawn(
    "sh",
    ["-c", guarded, program, "--host", "127.0.0.1", "--port", String(port), "--db-path", file],
    { stdio: ["pipe", "ignore", "pipe"], detached: true },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  // The guard's pipe reports an error when the program ends before we close it.
  child.stdin.on("error", () => undefined);
  void gone.then(() => child.stdin.destroy());
  return new Promise((resolve, reject) => {
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      told = (told + text).slice(-2000);
      if (!told.includes("listening on")) return;
      resolve({
        endpoint: `http://127.0.0.1:${port}`,
        async stop() {
          child.kill("SIGTERM");
          await gone;
        },
      });
    });
    child.once("error", reject);
    void gone.then(() => reject(new Error(`The database ended before it was ready: ${told.trim()}`)));
  });
}
