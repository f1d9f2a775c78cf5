import { recordChanged } from "#shared/table/changed.ts";
import { writeChange } from "#shared/audit/write.ts";
import { subscribe } from "./lib/subscribe.ts";

/** Writes the audit trail. */
export const handler = subscribe("audit", recordChanged, writeChange);
