import { createRequire } from "node:module";

const recommended = createRequire(import.meta.url)("aws-cdk-lib/recommended-feature-flags.json") as Record<
  string,
  unknown
>;

/**
 * Behaviours of the CDK as it recommends them for a new application. References between stacks are weak: a queue that
 * leaves the registry can leave its stack while the stacks that knew it are still to be updated.
 */
export const featureFlags: Record<string, unknown> = { ...recommended };
