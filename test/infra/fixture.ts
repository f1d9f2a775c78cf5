import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { functions } from "#functions/registry.ts";
import { featureFlags } from "#infra/constructs/feature-flags.ts";
import { installation, type Builds } from "#infra/installation.ts";
import { stageOf } from "#infra/stage.ts";
import { webBuildAt } from "#infra/web.ts";

/** Directories of the shape that the builds leave, with next to nothing in them: templates do not read code. */
export function tinyBuilds(): Builds {
  const root = mkdtempSync(join(tmpdir(), "prodano-infra-"));
  const put = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const { name } of functions) put(`functions/${name}/index.mjs`, `export const handler = () => "${name}";\n`);
  put("web/server-functions/default/index.mjs", "export const handler = () => {};\n");
  put("web/assets/_next/static/main.js", "0;\n");
  put("web/assets/favicon.ico", "icon");
  put("web/assets/BUILD_ID", "build");
  return { functionsDir: join(root, "functions"), web: webBuildAt(join(root, "web")) };
}

/** An installation as the given context asks for it. */
export function installed(context: Record<string, string>) {
  const app = new App({ context: { ...featureFlags, "@aws-cdk/core:validateAgainstDefaultRules": false, ...context } });
  const stacks = installation(app, stageOf(app.node), tinyBuilds());
  return { app, stacks };
}

/** The templates of an installation by the names of its stacks. */
export function templatesOf(stacks: ReturnType<typeof installed>["stacks"]): Record<keyof typeof stacks, Template> {
  return Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, Template.fromStack(stack)])) as Record<
    keyof typeof stacks,
    Template
  >;
}
