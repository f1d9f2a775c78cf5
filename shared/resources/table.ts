import { fold } from "../query/tree.ts";
import type { Stored } from "../record.ts";
import { defineTable } from "../table/entity.ts";
import type { Day } from "../time.ts";
import type { Booking, Resource } from "./schema.ts";

/** Partition of all resources. */
export const RESOURCES = "RESOURCE";

/** Resources. A name belongs to one of them. */
export const ResourceTable = defineTable<Resource>({
  entity: "resource",
  version: 1,
  key: ({ id }) => ({ pk: RESOURCES, sk: id }),
  unique: (one) => [{ field: "resource_name", value: fold(one.name) }],
});

/** What a resource is booked for on one day of UTC: a booking stands whole in each day it touches. */
export interface BookingDay extends Stored {
  resourceId: string;
  bookings: Booking[];
}

/** Partition of the days of a resource. */
export function bookingsPartition(resourceId: string): string {
  return `BOOK#${resourceId}`;
}

/** Days of resources, by their day. Bookings follow their tasks, whose changes are audited. */
export const BookingDayTable = defineTable<BookingDay, { resourceId: string; id: Day }>({
  entity: "booking_day",
  version: 1,
  audited: false,
  key: ({ resourceId, id }) => ({ pk: bookingsPartition(resourceId), sk: id }),
});
