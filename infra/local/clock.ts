import { randomUUID } from "node:crypto";
import { local } from "./settings.ts";

/** The event of a rule by the clock, as EventBridge gives it to a function; its time has no fractions. */
export function clockEvent(time: Date): object {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: local.account,
    time: time.toISOString().replace(/\.\d+Z$/, "Z"),
    region: local.region,
    resources: [],
    detail: {},
  };
}
