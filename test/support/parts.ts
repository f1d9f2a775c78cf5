import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAwsParts } from "#infra/local/aws-parts.ts";
import { startDynamo } from "#infra/local/dynamo.ts";
import { startMailbox } from "#infra/local/mail.ts";
import { freePort } from "#infra/local/ports.ts";

/** Addresses of the parts that several engines share. */
export interface SharedParts {
  dynamo: string;
  aws: string;
  mailbox: string;
}

/** Starts database, queues and mailbox on free ports, with their data in a directory that goes with them. */
export async function startParts(): Promise<{ parts: SharedParts; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "prodano-test-"));
  const [dynamo, aws, mailbox] = await Promise.all([
    startDynamo({ file: join(directory, "table.db"), port: await freePort() }),
    startAwsParts({ port: 0, webOrigins: ["http://localhost:3000"] }),
    startMailbox(),
  ]);
  return {
    parts: { dynamo: dynamo.endpoint, aws: aws.endpoint, mailbox: mailbox.endpoint },
    async stop() {
      await Promise.all([dynamo.stop(), aws.stop(), mailbox.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
