import * as z from "zod";
import { listQuery } from "../query/list.ts";
import { jsonText } from "../http/client.ts";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { Filter } from "../query/tree.ts";
import { ResourceIds } from "../resources/schema.ts";
import { Day } from "../time.ts";
import { WallTime } from "../wall.ts";
import {
  countsBy,
  MOST_PEOPLE,
  MOST_SPAN_DAYS,
  PersonSchedule,
  Proposal,
  TaskCount,
  TaskRow,
  WallSpan,
} from "./schema.ts";

const days = { from: Day, to: Day };
const people = jsonText(z.array(idOf("employee")).min(1).max(MOST_PEOPLE));
const minutes = z.coerce
  .number()
  .int()
  .min(5)
  .max(14 * 24 * 60);
const see = z.string().max(80).optional();

/** The calendar of people: what is planned, who is free, who could take more. Days and times are those of the caller's clock. */
export const scheduleQueries = {
  get: operation({
    method: "GET",
    path: "/schedule",
    access: ["history", "read"],
    answerer: "query",
    summary: `Tasks, busy times, working hours and absences of people between two days, both included, of ${MOST_SPAN_DAYS} at most`,
    query: z.object({ ...days, employees: people, see }),
    output: z.object({ timeZone: z.string(), people: z.array(PersonSchedule) }),
  }),
  counts: operation({
    method: "GET",
    path: "/schedule/counts",
    access: ["history", "read"],
    answerer: "query",
    summary:
      "Tasks between two days by type, performer or day: planned, done and late; each figure equals the rows it opens",
    query: z.object({ ...days, by: z.enum(countsBy), filter: jsonText(Filter).optional(), see }),
    output: z.object({ rows: z.array(TaskCount), total: TaskCount.omit({ key: true }) }),
  }),
  tasks: operation({
    method: "GET",
    path: "/schedule/tasks",
    access: ["history", "read"],
    answerer: "query",
    summary: "Tasks between two days by conditions, page by page, with their count",
    query: listQuery.extend(days),
    output: z.object({ rows: z.array(TaskRow), total: z.int(), cursor: z.string().optional() }),
  }),
  free: operation({
    method: "GET",
    path: "/schedule/free",
    access: ["history", "read"],
    answerer: "query",
    summary:
      "Free working time of people between two days, in pieces not shorter than asked, and what they and resources have in common",
    query: z.object({ ...days, employees: people, resources: jsonText(ResourceIds).optional(), minutes, see }),
    output: z.object({
      people: z.array(z.object({ employeeId: z.string(), free: z.array(WallSpan) })),
      common: z.array(WallSpan),
    }),
  }),
  proposals: operation({
    method: "GET",
    path: "/schedule/proposals",
    access: ["history", "read"],
    answerer: "query",
    summary: "Who of some people or of a team can take work in a time: the free first, the least loaded of them on top",
    query: z.object({
      from: WallTime,
      to: WallTime,
      minutes,
      typeId: idOf("entry").optional(),
      employees: people.optional(),
      teamId: idOf("team").optional(),
      see,
    }),
    output: z.object({ people: z.array(Proposal) }),
  }),
};
