/**
 * `npm run test:cloud`: the true CDK app, deployed into MiniStack (an AWS emulator in Python, without Docker, bound to
 * 127.0.0.1), and the journey's API part made over the deployed HTTP APIs. IAM is in force: every call of every function
 * is decided by the policies of the templates, LeadingKeys and session tags among them (`emulator.py` adds what the
 * emulator lacks there).
 *
 * Where MiniStack is not installed the command says so and ends well; with `-- --install` it installs it below `dist/cloud`.
 *
 * What the emulator cannot tell, and what stands beside it:
 * - properties of resources are not validated: the CDK's own rules and cdk-nag are, by `test/infra`;
 * - CloudFront has no data plane: the run speaks to the HTTP APIs behind it and shows its secret header itself;
 * - the CDK's uploader of assets (Python and the AWS command line in a layer) does not run: its two resources are left out;
 * - a domain's DKIM attributes are unknown: the run sends from an identity by address;
 * - SES sends nothing and tells no events, alarms never ring, on-demand capacity never throttles;
 * - functions run on this machine's Node and processor, not on arm64.
 */
import { mkdirSync, existsSync } from "node:fs";
import { join } from "node:path";
import { functions } from "#functions/registry.ts";
import { ApiError } from "#shared/http/client.ts";
import { deploy, run } from "./deployment.ts";
import { journey } from "./journey.ts";
import { findPython, install, MiniStack, MINISTACK } from "./ministack.ts";

const root = join(import.meta.dirname, "..", "..");
const directory = join(root, "dist", "cloud");

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  process.chdir(root);
  mkdirSync(directory, { recursive: true });
  const wanted = process.argv.includes("--install");
  const python = findPython(directory) ?? (wanted && install(directory) ? findPython(directory) : undefined);
  if (!python) {
    say("test:cloud: not run.");
    say(wanted ? `pip could not install ${MINISTACK}; its words are above.` : "MiniStack is not installed.");
    say(`To run it: python3 -m pip install '${MINISTACK}' 'hypercorn>=0.18', or npm run test:cloud -- --install`);
    return;
  }
  let stack: MiniStack | undefined;
  const end = () => void stack?.stop().finally(() => process.exit(130));
  process.once("SIGINT", end).once("SIGTERM", end);
  try {
    await step("the functions are bundled", () => run(join(directory, "functions.log"), "node", ["infra/build.ts"]));
    if (existsSync(join(root, "web", ".open-next", "server-functions"))) {
      say("  · the web as it was packed before; npm run build:web:cloud packs it anew");
    } else {
      await step("the web is packed", () => run(join(directory, "web.log"), "node", ["infra/open-next/build.ts"]));
    }
    const running = (stack = await MiniStack.start(python, directory));
    let outputs = {};
    await step("every stack is deployed", async () => {
      outputs = await deploy(running, directory);
      const stacks = Object.keys(outputs);
      if (stacks.length < 6) throw new Error(`Only ${stacks.join(", ")}`);
    });
    await journey(running, outputs, step);
    await step("no role was refused anything", () => none(running.refusals()));
    await step("no message ended in a dead-letter queue", async () =>
      none(Object.entries(await running.waiting("-dead")).map(String)),
    );
    await step("no function logged an error", async () => none(await errorsOf(running)));
    say("test:cloud: passed");
  } catch (error) {
    for (const line of stack?.refusals() ?? []) say(line);
    for (const line of stack ? await errorsOf(stack).catch(() => []) : []) say(line);
    throw error;
  } finally {
    await stack?.stop();
  }
}

/** Proves one thing and says how long that took. */
async function step(says: string, proof: () => Promise<void>): Promise<void> {
  const started = performance.now();
  try {
    await proof();
  } catch (error) {
    say(`  ✗ ${says}`);
    throw error;
  }
  say(`  ✓ ${says} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function none(lines: string[]): Promise<void> {
  return lines.length === 0 ? Promise.resolve() : Promise.reject(new Error(lines.slice(0, 20).join("\n")));
}

async function errorsOf(stack: MiniStack): Promise<string[]> {
  const logs = await Promise.all(
    [...functions.map(({ name }) => name), "web"].map(async (name) =>
      (await stack.logOf(name)).filter((line) => line.includes('"level":"error"')).map((line) => `${name}: ${line}`),
    ),
  );
  return logs.flat();
}

await main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (error instanceof ApiError) say(JSON.stringify(error.problem));
  say(`test:cloud: failed; logs lie in ${directory}`);
  process.exitCode = 1;
});
