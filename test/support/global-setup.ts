import type { TestProject } from "vitest/node";
import { startParts, type SharedParts } from "./parts.ts";

declare module "vitest" {
  interface ProvidedContext {
    parts: SharedParts;
  }
}

/** Starts the shared parts on free ports before the first file, and ends them after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { parts, stop } = await startParts();
  project.provide("parts", parts);
  return stop;
}
