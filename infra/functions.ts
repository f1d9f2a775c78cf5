import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Construct } from "constructs";
import type { FunctionEntry } from "#functions/registry.ts";
import { HouseFunction } from "./constructs/house-function.ts";
import { pascal } from "./events.ts";
import type { Stage } from "./stage.ts";

/** The function of an entry of the registry. Throws when it was not built. */
export function functionOf(scope: Construct, stage: Stage, entry: FunctionEntry, functionsDir: string): HouseFunction {
  const { name, trigger, memoryMb, timeoutSeconds, needs } = entry;
  const codeDir = join(functionsDir, name);
  if (!existsSync(codeDir)) throw new Error(`${codeDir} is missing: run npm run build:functions first`);
  return new HouseFunction(scope, pascal(name), {
    stage,
    name,
    description: description(trigger),
    codeDir,
    memoryMb,
    timeoutSeconds,
    feedsItself: trigger.kind === "queue" && needs.includes(`queue:${trigger.queue}`),
  });
}

function description(trigger: FunctionEntry["trigger"]): string {
  switch (trigger.kind) {
    case "http":
      return trigger.answerer === "query" ? "Answers lists and searches from the read model" : "Answers the API";
    case "stream":
      return "Publishes what the table's stream tells";
    case "schedule":
      return `Wakes what is due, every ${trigger.rateMinutes} min`;
    case "queue":
      return `Works off the queue ${trigger.queue}`;
  }
}
