import type { OpenNextConfig } from "@opennextjs/aws/types/open-next.js";

/** How OpenNext packs the web application: one function, no caches, since pages are shells that hold no data. */
const config: OpenNextConfig = {
  default: {
    override: {
      wrapper: () => import("./wrapper.ts").then((module) => module.default),
      converter: "aws-apigw-v2",
      incrementalCache: "dummy",
      tagCache: "dummy",
      queue: "dummy",
    },
  },
  dangerous: { disableIncrementalCache: true, disableTagCache: true },
  appPath: "web",
  buildOutputPath: "web",
  packageJsonPath: ".",
  buildCommand: "next build web",
};

export default config;
