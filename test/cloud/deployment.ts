import { spawn } from "node:child_process";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MiniStack } from "./ministack.ts";

const STAGE = "prodano-dev";
/** Address of the letters: an identity by address, since the emulator knows no DKIM attributes of a domain. */
const MAIL = "no-reply@prodano.example";

/** Outputs of the stacks, by stack and name. */
export type Outputs = Record<string, Record<string, string>>;

/** Synthesises the app, bootstraps the emulator and deploys every stack; logs lie in `directory`. */
export async function deploy(stack: MiniStack, directory: string): Promise<Outputs> {
  const out = join(directory, "cdk.out");
  const outputs = join(directory, "outputs.json");
  const cdk = (name: string, args: string[]) =>
    run(join(directory, `${name}.log`), "cdk", [...args, "--no-notices"], stack.environment);
  await cdk("synth", [
    "synth",
    "--quiet",
    "--app",
    "node infra/app.ts",
    "--output",
    out,
    "-c",
    `mailFrom=${MAIL}`,
    "-c",
    `mailIdentity=${MAIL}`,
  ]);
  leaveOutUploads(join(out, `${STAGE}-edge.template.json`));
  await cdk("bootstrap", ["bootstrap", stack.target, "--app", out]);
  await cdk("deploy", [
    "deploy",
    "--all",
    "--app",
    out,
    "--require-approval",
    "never",
    "--outputs-file",
    outputs,
    "--progress",
    "events",
  ]);
  return JSON.parse(readFileSync(outputs, "utf8")) as Outputs;
}

/** The uploader of the CDK runs Python with the AWS command line out of a layer, which the emulator does not carry out. */
function leaveOutUploads(path: string): void {
  const template = JSON.parse(readFileSync(path, "utf8")) as { Resources: Record<string, { Type: string }> };
  template.Resources = Object.fromEntries(
    Object.entries(template.Resources).filter(([, { Type }]) => Type !== "Custom::CDKBucketDeployment"),
  );
  writeFileSync(path, JSON.stringify(template));
}

/** Runs a command to its end; throws with the end of its log where it fails. */
export function run(
  logFile: string,
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const log = createWriteStream(logFile);
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: "true", NEXT_TELEMETRY_DISABLED: "1", ...environment },
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on("error", reject);
    child.on("close", (code) => {
      log.end(() => {
        if (code === 0) resolve();
        else
          reject(
            new Error(
              `${command} ${args[0] ?? ""} failed (${logFile}):\n${readFileSync(logFile, "utf8").split("\n").slice(-25).join("\n")}`,
            ),
          );
      });
    });
  });
}
