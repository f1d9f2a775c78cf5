import { defineTable } from "../table/entity.ts";
import type { WorkingCalendar } from "./schema.ts";

/** Partition of all calendars. */
export const CALENDARS = "CALENDAR";

/** Working calendars, each with its exceptions in one item. */
export const CalendarTable = defineTable<WorkingCalendar>({
  entity: "calendar",
  version: 1,
  key: ({ id }) => ({ pk: CALENDARS, sk: id }),
});
