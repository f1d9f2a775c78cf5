import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { featureFlags } from "./constructs/feature-flags.ts";
import { installation } from "./installation.ts";
import { stageOf } from "./stage.ts";
import { webBuildAt } from "./web.ts";

const root = join(import.meta.dirname, "..");
const app = new App({ context: featureFlags });
const given = (key: string, otherwise: string): string => {
  const value: unknown = app.node.tryGetContext(key);
  return typeof value === "string" ? value : join(root, otherwise);
};
installation(app, stageOf(app.node), {
  functionsDir: given("functionsDir", "dist/functions"),
  web: webBuildAt(given("webDir", "web/.open-next")),
});
app.synth();
