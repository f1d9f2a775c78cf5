import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { buildNextjsApp, setStandaloneBuildMode } from "@opennextjs/aws/build/buildNextApp.js";
import { compileCache } from "@opennextjs/aws/build/compileCache.js";
import { compileOpenNextConfig } from "@opennextjs/aws/build/compileConfig.js";
import { createStaticAssets } from "@opennextjs/aws/build/createAssets.js";
import { createMiddleware } from "@opennextjs/aws/build/createMiddleware.js";
import { createServerBundle } from "@opennextjs/aws/build/createServerBundle.js";
import {
  checkNextVersionSupport,
  checkRunningInsideNextjsApp,
  initOutputDir,
  normalizeOptions,
} from "@opennextjs/aws/build/helper.js";
import { patchOriginalNextConfig } from "@opennextjs/aws/build/patch/patches/index.js";

/**
 * Builds `web/` into `web/.open-next`: its assets and its server function. The steps of `open-next build`, without those
 * for functions that are not deployed: images (which would fetch a library), revalidation and the warmer.
 */
async function buildWeb(): Promise<void> {
  process.chdir(join(import.meta.dirname, "..", ".."));
  process.env["NEXT_TELEMETRY_DISABLED"] = "1";
  const dist = fileURLToPath(new URL("..", import.meta.resolve("@opennextjs/aws/build/helper.js")));
  const { config, buildDir } = await compileOpenNextConfig(join(import.meta.dirname, "config.ts"));
  const options = normalizeOptions(config, dist, buildDir);
  checkRunningInsideNextjsApp(options);
  checkNextVersionSupport(options.nextVersion, false);
  setStandaloneBuildMode(options);
  initOutputDir(options);
  buildNextjsApp(options);
  await patchOriginalNextConfig(options);
  compileCache(options);
  await createMiddleware(options);
  createStaticAssets(options);
  await createServerBundle(options);
}

await buildWeb();
