import * as z from "zod";
import { Done, Seen } from "../fields.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { AddCalendar, CalendarException, ChangeCalendar, Country, WorkingCalendar } from "./schema.ts";

const one = z.object({ id: idOf("calendar") });

/** Working calendars of the company. */
export const calendarsContract = {
  list: operation({
    method: "GET",
    path: "/calendars",
    access: "employee",
    summary: "All working calendars, the main one among them",
    output: z.object({ calendars: z.array(WorkingCalendar) }),
  }),
  add: operation({
    method: "POST",
    path: "/calendars",
    access: ["settings", "create"],
    summary: "Add a working calendar",
    body: AddCalendar,
    output: WorkingCalendar,
    status: 201,
  }),
  change: operation({
    method: "PATCH",
    path: "/calendars/{id}",
    access: ["settings", "write"],
    summary: "Change a working calendar, or make it the main one",
    params: one,
    body: ChangeCalendar.extend({ ver: Seen }),
    output: WorkingCalendar,
  }),
  remove: operation({
    method: "DELETE",
    path: "/calendars/{id}",
    access: ["settings", "delete"],
    summary: "Remove a calendar that is not the main one and that nobody works by",
    params: one,
    output: Done,
  }),
  countries: operation({
    method: "GET",
    path: "/calendars/countries",
    access: "employee",
    summary: "Countries whose holidays are known",
    output: z.object({ countries: z.array(Country) }),
  }),
  holidays: operation({
    method: "GET",
    path: "/calendars/holidays",
    access: "employee",
    summary: "Public holidays of a country in a year, to be taken into a calendar",
    query: z.object({ country: Country, year: z.coerce.number().int().min(2000).max(2100) }),
    output: z.object({ holidays: z.array(CalendarException) }),
  }),
};
