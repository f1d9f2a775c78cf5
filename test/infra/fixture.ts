import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App } from "aws-cdk-lib";
import { afterAll } from "vitest";
import { functions } from "#functions/registry.ts";
import { featureFlags } from "#infra/constructs/feature-flags.ts";
import { installation, type Builds } from "#infra/installation.ts";
import { stageOf } from "#infra/stage.ts";
import { webBuildAt } from "#infra/web.ts";
import { Cloud } from "./cloud.ts";

const root = mkdtempSync(join(tmpdir(), "prodano-infra-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Directories of the shape that the builds leave, with next to nothing in them: templates do not read code. */
function tinyBuilds(): Builds {
  for (const { name } of functions) put(`functions/${name}/index.mjs`, `export const handler = () => "${name}";\n`);
  put("web/server-functions/default/index.mjs", "export const handler = () => {};\n");
  put("web/assets/_next/static/main.js", "0;\n");
  put("web/assets/favicon.svg", "<svg/>");
  put("web/assets/BUILD_ID", "build");
  return { functionsDir: join(root, "functions"), web: webBuildAt(join(root, "web")) };
}

/** What a stage of production asks for. */
export const production = {
  stage: "prod",
  domain: "crm.example.com",
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
  hostedZoneId: "Z1",
  mailFrom: "no-reply@crm.example.com",
  alarmEmail: "watch@example.com",
};

/**
 * The constructs of an installation as the given context asks for it, not synthesised yet. CloudFormation's own rules
 * take seconds of WebAssembly: one test asks them, the others look at the templates alone.
 */
export function installed(context: Record<string, string>, { checked = false } = {}) {
  const app = new App({
    context: { ...featureFlags, ...context },
    stackTraces: false,
    builtinCloudFormationValidation: checked,
  });
  return { app, stacks: installation(app, stageOf(app.node), tinyBuilds()) };
}

/** The templates of an installation. */
export function synthesised(context: Record<string, string>): Cloud {
  const { app } = installed(context);
  return new Cloud(app.synth().stacks.map(({ stackName, template }) => ({ stackName, template: template as unknown })));
}
