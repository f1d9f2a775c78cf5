import { defineTable } from "../table/entity.ts";
import type { Feed } from "./schema.ts";

/** Partition of the feeds of a company. */
export const FEEDS = "FEED";

/** Calendar feeds, one for an employee; what a calendar presents is looked up under the platform's `FEED#<sha256>`. */
export const FeedTable = defineTable<Feed, { employeeId: string }>({
  entity: "feed",
  version: 1,
  key: ({ employeeId }) => ({ pk: FEEDS, sk: employeeId }),
});
