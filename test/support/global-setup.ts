import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startAwsParts } from "#infra/local/aws-parts.ts";
import { startDynamo } from "#infra/local/dynamo.ts";
import { startMailbox } from "#infra/local/mail.ts";
import { freePort } from "#infra/local/ports.ts";

/** Addresses of the parts that all test files share. */
export interface SharedParts {
  dynamo: string;
  aws: string;
  mailbox: string;
}

declare module "vitest" {
  interface ProvidedContext {
    parts: SharedParts;
  }
}

/** Starts the shared parts on free ports before the first file, and ends them after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), "prodano-test-"));
  const [dynamo, aws, mailbox] = await Promise.all([
    startDynamo({ file: join(directory, "table.db"), port: await freePort() }),
    startAwsParts({ port: 0, webOrigins: ["http://localhost:3000"] }),
    startMailbox(),
  ]);
  project.provide("parts", { dynamo: dynamo.endpoint, aws: aws.endpoint, mailbox: mailbox.endpoint });
  return async () => {
    await Promise.all([dynamo.stop(), aws.stop(), mailbox.stop()]);
    rmSync(directory, { recursive: true, force: true });
  };
}
