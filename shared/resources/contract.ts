import * as z from "zod";
import { Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Day } from "../time.ts";
import { AddResource, BookingView, ChangeResource, Resource } from "./schema.ts";

const one = z.object({ id: idOf("resource") });

/** Consultants, equipment and rooms that tasks book. */
export const resourcesContract = {
  list: operation({
    method: "GET",
    path: "/resources",
    access: "employee",
    summary: "All resources",
    output: z.object({ resources: z.array(Resource) }),
  }),
  add: operation({
    method: "POST",
    path: "/resources",
    access: ["settings", "create"],
    summary: "Add a resource; its name is its own",
    body: AddResource,
    output: Resource,
    status: 201,
  }),
  change: operation({
    method: "PATCH",
    path: "/resources/{id}",
    access: ["settings", "write"],
    summary: "Change a resource",
    params: one,
    body: ChangeResource.extend({ ver: Seen }),
    output: Resource,
  }),
  bookings: operation({
    method: "GET",
    path: "/resources/{id}/bookings",
    access: "employee",
    summary: "When a resource is taken between two days, both included, of 62 at most",
    params: one,
    query: z.object({ from: Day, to: Day }),
    output: z.object({ bookings: z.array(BookingView) }),
  }),
};
