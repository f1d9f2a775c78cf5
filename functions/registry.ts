import type { HandlerName } from "./handlers.ts";

/**
 * What runs, as data: the stacks make functions, queues and rules of it, the local system drives the same handlers
 * by the same list. A second list anywhere would drift.
 */
export interface FunctionEntry {
  /** Name of the function and of its file in `functions/` without `.ts`; each exports `handler`. */
  name: HandlerName;
  trigger:
    | { kind: "http"; answerer: "api" | "query" }
    /** The table's stream, both images. */
    | { kind: "stream" }
    /** An EventBridge rule by the clock; the event carries `time`. */
    | { kind: "schedule"; rateMinutes: number }
    /** A queue of its own with a dead-letter queue; filled by the bus where `events` names any. */
    | {
        kind: "queue";
        queue: string;
        events: readonly string[];
        visibilitySeconds: number;
        maxReceives: number;
        batch: number;
      };
  memoryMb: number;
  timeoutSeconds: number;
  /** What it may touch; the stack turns each into least rights. */
  needs: readonly Need[];
}

/**
 * Rights by name: `tenant-data` is the table through the tenant role (LeadingKeys by session tag); `platform-data` the
 * platform's keys and the first items of a company; `system-data` any company's items, for workers that act as `system`;
 * `due` the due index; `sms` sends text messages where the installation asks for them.
 */
export type Need =
  | "tenant-data"
  | "platform-data"
  | "system-data"
  | "due"
  | "files"
  | "bus"
  | "mail"
  | "sms"
  | "secret"
  | `queue:${string}`;

/** Every function of the product. */
export const functions: readonly FunctionEntry[] = [
  {
    name: "api",
    trigger: { kind: "http", answerer: "api" },
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ["tenant-data", "platform-data", "files", "secret"],
  },
  {
    name: "query",
    trigger: { kind: "http", answerer: "query" },
    memoryMb: 1769,
    timeoutSeconds: 29,
    needs: ["tenant-data", "platform-data", "secret"],
  },
  { name: "stream", trigger: { kind: "stream" }, memoryMb: 512, timeoutSeconds: 60, needs: ["bus"] },
  {
    name: "tick",
    trigger: { kind: "schedule", rateMinutes: 1 },
    // A whole core: a hundred thousand reminders of one minute are claimed in less than one.
    memoryMb: 1769,
    timeoutSeconds: 55,
    needs: ["due", "platform-data", "system-data", "queue:jobs", "queue:letters", "queue:reminders"],
  },
  {
    /** Fed by the tick, not by the bus. */
    name: "reminders",
    trigger: { kind: "queue", queue: "reminders", events: [], visibilitySeconds: 180, maxReceives: 5, batch: 5 },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data"],
  },
  {
    name: "notices",
    trigger: {
      kind: "queue",
      queue: "notices",
      events: [
        "task.planned",
        "task.finished",
        "message.sent",
        "inquiry.assigned",
        "deal.manager_changed",
        "deal.closed",
      ],
      visibilitySeconds: 180,
      maxReceives: 5,
      batch: 10,
    },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data"],
  },
  {
    /** Text messages are sent once at most: one that failed is not read again. */
    name: "texts",
    trigger: {
      kind: "queue",
      queue: "texts",
      events: ["notice.told"],
      visibilitySeconds: 180,
      maxReceives: 5,
      batch: 10,
    },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data", "sms"],
  },
  {
    name: "pushes",
    trigger: {
      kind: "queue",
      queue: "pushes",
      events: ["notice.told"],
      visibilitySeconds: 180,
      maxReceives: 5,
      batch: 10,
    },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data", "secret"],
  },
  {
    name: "jobs",
    trigger: {
      kind: "queue",
      queue: "jobs",
      events: ["job.requested"],
      visibilitySeconds: 900,
      maxReceives: 5,
      batch: 1,
    },
    /** The daily round reads the rows of its company as `query` does. */
    memoryMb: 1769,
    timeoutSeconds: 840,
    needs: ["system-data", "platform-data", "files", "queue:jobs"],
  },
  {
    name: "letters",
    trigger: {
      kind: "queue",
      queue: "letters",
      events: ["letter.queued"],
      visibilitySeconds: 180,
      maxReceives: 5,
      batch: 5,
    },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data", "platform-data", "files", "mail", "secret"],
  },
  {
    /** Fed by SES through SNS, not by the bus. */
    name: "letter-events",
    trigger: { kind: "queue", queue: "letter-events", events: [], visibilitySeconds: 180, maxReceives: 5, batch: 10 },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data"],
  },
  {
    name: "audit",
    trigger: {
      kind: "queue",
      queue: "audit",
      events: ["record.changed"],
      visibilitySeconds: 180,
      maxReceives: 5,
      batch: 10,
    },
    memoryMb: 512,
    timeoutSeconds: 30,
    needs: ["system-data"],
  },
];
