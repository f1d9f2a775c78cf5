import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "#infra/local/ports.ts";

/** The version the run was made with; others may do. */
export const MINISTACK = "ministack==1.5.33";

/** Where the run deploys to. */
export const REGION = "eu-central-1";
/** The emulator's account. */
export const ACCOUNT = "000000000000";

/** An answer over HTTP. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Something asked over HTTP; `host` names an HTTP API where it is one of those. */
export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  host?: string;
}

/**
 * A Python that has MiniStack: one made by {@link install} below `directory`, the one that the command `ministack`
 * names, or the machine's own. Undefined where none has it.
 */
export function findPython(directory: string): string | undefined {
  const command = (process.env["PATH"] ?? "")
    .split(":")
    .map((path) => join(path, "ministack"))
    .find(existsSync);
  const shebang = command && /^#!(\S*python\S*)/.exec(readFileSync(command, "utf8"))?.[1];
  return [venvPython(directory), shebang, "python3"]
    .filter((python) => python !== undefined)
    .find((python) => spawnSync(python, ["-c", "import ministack"]).status === 0);
}

/** Installs MiniStack below a directory by pip; answers whether that went well. */
export function install(directory: string): boolean {
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  return (
    run("python3", ["-m", "venv", join(directory, "venv")]) &&
    run(venvPython(directory), ["-m", "pip", "install", "--quiet", MINISTACK, "hypercorn>=0.18"])
  );
}

function venvPython(directory: string): string {
  return join(directory, "venv", "bin", "python");
}

/** A running MiniStack with its IAM in force, on 127.0.0.1 alone. */
export class MiniStack {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #logFile: string;

  private constructor(port: number, process: ChildProcess, logFile: string) {
    this.port = port;
    this.#process = process;
    this.#logFile = logFile;
  }

  /** Starts it; what it says goes to `<directory>/ministack.log`. Throws when it does not answer within 30 s. */
  static async start(python: string, directory: string): Promise<MiniStack> {
    const port = await freePort();
    const logFile = join(directory, "ministack.log");
    const log = openSync(logFile, "w");
    const child = spawn(python, [join(import.meta.dirname, "emulator.py")], {
      cwd: directory,
      stdio: ["ignore", log, log],
      env: {
        // The functions inherit this environment, so nothing of the machine's is in it.
        NODE_ENV: "production",
        PATH: process.env["PATH"],
        HOME: directory,
        BIND_HOST: "127.0.0.1",
        GATEWAY_PORT: String(port),
        MINISTACK_REGION: REGION,
        MINISTACK_ACCOUNT_ID: ACCOUNT,
        NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "localhost.ts")).href}`,
        // A bucket of an address without names lies in its path.
        AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      },
    });
    closeSync(log);
    const stack = new MiniStack(port, child, logFile);
    await until("MiniStack to answer", 30, async () => {
      if (child.exitCode !== null) throw new Error(`MiniStack ended at once: see ${logFile}`);
      return (await stack.ask("/_ministack/health").catch(() => undefined))?.status === 200;
    });
    return stack;
  }

  /** What AWS tools need to speak to it. */
  get environment(): Record<string, string> {
    const url = `http://127.0.0.1:${this.port}`;
    return {
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DEFAULT_REGION: REGION,
    };
  }

  /** The environment to bootstrap, as the CDK names it. */
  get target(): string {
    return `aws://${ACCOUNT}/${REGION}`;
  }

  /** Asks something of it over HTTP. */
  ask(path: string, { method = "GET", headers = {}, body, host }: Question = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest(
        {
          host: "127.0.0.1",
          port: this.port,
          path,
          method,
          headers: {
            ...headers,
            ...(host ? { host } : {}),
            ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
          },
          timeout: 60_000,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
            });
          });
        },
      );
      asked.on("error", reject);
      asked.on("timeout", () => asked.destroy(new Error(`No answer to ${method} ${path} within a minute`)));
      asked.end(body);
    });
  }

  /** Calls an operation of a service that speaks JSON; as the account itself. */
  async call<T>(service: string, target: string, input: object): Promise<T> {
    const { status, body } = await this.ask("/", {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": target,
        authorization: authorization(service),
      },
      body: JSON.stringify(input),
    });
    if (status !== 200) throw new Error(`${target}: ${status} ${body}`);
    return JSON.parse(body) as T;
  }

  /** Calls an operation of a service that takes forms, as the account itself. */
  form(service: "sts" | "sns", fields: Record<string, string>): Promise<Answer> {
    return this.ask("/", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: authorization(service) },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Texts of the letters to an address, oldest first. */
  async lettersTo(address: string): Promise<string[]> {
    const { body } = await this.ask("/_ministack/ses/messages");
    const { messages } = JSON.parse(body) as { messages: Record<string, { To: string[]; BodyText: string }[]> };
    return Object.values(messages)
      .flat()
      .filter(({ To }) => To.some((one) => one.includes(address)))
      .map(({ BodyText }) => BodyText);
  }

  /** Messages in the queues whose names end so, by queue. */
  async waiting(ending: string): Promise<Record<string, number>> {
    const { body } = await this.ask("/_ministack/sqs/messages");
    const { messages } = JSON.parse(body) as { messages: Record<string, Record<string, unknown[]>> };
    const queues = Object.values(messages).flatMap((byUrl) => Object.entries(byUrl));
    return Object.fromEntries(
      queues
        .filter(([url, all]) => url.endsWith(ending) && all.length > 0)
        .map(([url, all]) => [url.split("/").at(-1)!, all.length]),
    );
  }

  /** Lines that a function logged. */
  async logOf(name: string): Promise<string[]> {
    type Found = { events: { message: string }[] };
    const { events } = await this.call<Found>("logs", "Logs_20140328.FilterLogEvents", {
      logGroupName: `/prodano/dev/${name}`,
    });
    return events.map(({ message }) => message);
  }

  /** What IAM refused to the roles of the installation. */
  refusals(): string[] {
    return readFileSync(this.#logFile, "utf8")
      .split("\n")
      .filter((line) => /^REFUSED \S*assumed-role\/prodano-/.test(line));
  }

  /** Ends it and the functions it started. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGTERM");
    const late = setTimeout(() => this.#process.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
}

/** The account itself asks: its signature is not checked. */
function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** Waits until something holds, asking every half a second. Throws when it does not within the given seconds. */
export async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await holds());) {
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s for ${what}`);
    await new Promise((done) => setTimeout(done, 500));
  }
}
