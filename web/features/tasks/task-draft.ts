import type { GivenTo } from "#shared/http/contract.ts";
import type { tasksContract } from "#shared/tasks/contract.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { filled } from "../../lib/form.ts";
import type { TaskStart } from "../../lib/new-task.ts";
import { followed, never, repeatOf, ruleOf, type Repeat } from "./repeat.ts";

/** A task as it is being typed. */
export interface TaskDraft {
  text: string;
  performerIds: readonly string[];
  typeId: string;
  client: { id: string; name: string } | null;
  dealId: string;
  day: string;
  time: string;
  /** Minutes it takes; empty where nobody says. */
  minutes: string;
  /** Lead times in minutes; null: as everybody has chosen for himself. */
  remind: readonly number[] | null;
  place: string;
  /** What it books for its time. */
  resourceIds: readonly string[];
  note: string;
  urgent: boolean;
  repeat: Repeat;
}

/** For whom, when and how long: what free and busy hours are shown for. */
export interface Chosen {
  performerIds: readonly string[];
  /** Wall time, empty while it is not whole. */
  at: string;
  minutes: number | undefined;
  typeId: string | undefined;
  /** Chooses another person, or another time. */
  onPerson: (employeeId: string) => void;
  onTime: (at: string) => void;
  /** What is booked with it. */
  resourceIds: readonly string[];
  onResources: (ids: string[]) => void;
}

/** A new task, with what is known of it. */
export function newDraft(start: TaskStart, own: string | undefined, now: string): TaskDraft {
  const today = now.slice(0, 10);
  const day = start.day ?? today;
  return {
    text: start.text ?? "",
    performerIds: start.performerIds ?? (own ? [own] : []),
    typeId: "",
    client: start.client ?? null,
    dealId: start.dealId ?? "",
    day,
    time: start.time ?? (day === today ? nextHour(now) : "10:00"),
    minutes: start.minutes === undefined ? "" : String(start.minutes),
    remind: null,
    place: "",
    resourceIds: [],
    note: "",
    urgent: false,
    repeat: never,
  };
}

/** The next full hour of the day; empty where none is left. */
function nextHour(now: string): string {
  const hour = Number(now.slice(11, 13)) + 1;
  return hour < 24 ? `${String(hour).padStart(2, "0")}:00` : "";
}

/** An open task, to be changed. */
export function draftOf(task: Task, clientName: string | undefined): TaskDraft {
  return {
    text: task.text,
    performerIds: [task.performerId],
    typeId: task.typeId ?? "",
    client: task.clientId ? { id: task.clientId, name: clientName ?? "" } : null,
    dealId: task.dealId ?? "",
    day: task.at.slice(0, 10),
    time: task.at.slice(11),
    minutes: task.minutes === undefined ? "" : String(task.minutes),
    remind: task.remind ?? [],
    place: task.place ?? "",
    resourceIds: task.resourceIds ?? [],
    note: task.note ?? "",
    urgent: task.urgent ?? false,
    repeat: repeatOf(task.repeat),
  };
}

/** Its moment; empty while day or hour is missing. */
export function momentOf({ day, time }: TaskDraft): string {
  return day && time ? `${day}T${time}` : "";
}

/** What is asked to plan it. */
export function additionOf(draft: TaskDraft): GivenTo<typeof tasksContract.add> {
  const { typeId, client, dealId, minutes, remind, resourceIds, urgent } = draft;
  const note = filled(draft.note);
  const place = filled(draft.place);
  const repeat = ruleOf(draft.repeat, draft.day);
  return {
    text: draft.text,
    at: momentOf(draft),
    performerIds: [...draft.performerIds],
    ...(typeId ? { typeId } : {}),
    ...(client ? { clientId: client.id } : {}),
    ...(client && dealId ? { dealId } : {}),
    ...(minutes ? { minutes: Number(minutes) } : {}),
    ...(remind ? { remind: [...remind] } : {}),
    ...(note ? { note } : {}),
    ...(place ? { place } : {}),
    ...(resourceIds.length > 0 ? { resourceIds: [...resourceIds] } : {}),
    ...(urgent ? { urgent } : {}),
    ...(repeat ? { repeat } : {}),
  };
}

/** What is asked to change a task into it: what differs alone, so that a series keeps the rest. */
export function changeOf(
  task: Task,
  draft: TaskDraft,
  scope: "one" | "following",
): Omit<GivenTo<typeof tasksContract.change>, "id" | "ver"> {
  const before = draftOf(task, undefined);
  const differs = (name: keyof TaskDraft) => JSON.stringify(before[name]) !== JSON.stringify(draft[name]);
  const at = momentOf(draft);
  return {
    scope,
    ...(differs("text") ? { text: draft.text } : {}),
    ...(at === task.at ? {} : { at }),
    ...(differs("typeId") ? { typeId: draft.typeId || null } : {}),
    ...(differs("performerIds") && draft.performerIds[0] ? { performerId: draft.performerIds[0] } : {}),
    ...(differs("minutes") ? { minutes: draft.minutes ? Number(draft.minutes) : null } : {}),
    ...(differs("remind") ? { remind: [...(draft.remind ?? [])] } : {}),
    ...(differs("resourceIds") ? { resourceIds: [...draft.resourceIds] } : {}),
    ...(differs("place") ? { place: filled(draft.place) ?? null } : {}),
    ...(differs("note") ? { note: filled(draft.note) ?? null } : {}),
    ...(differs("urgent") ? { urgent: draft.urgent } : {}),
    ...ruleFor(task, draft, scope, differs("repeat")),
  };
}

/** The rule that is sent: one chosen anew, or one whose day goes along with all that follow. */
function ruleFor(
  task: Task,
  draft: TaskDraft,
  scope: "one" | "following",
  chosen: boolean,
): { repeat?: string | null } {
  if (chosen) return { repeat: ruleOf(draft.repeat, draft.day) ?? null };
  // A count goes on where it is: only the API knows how many are left.
  if (scope === "one" || !task.repeat || draft.repeat.end === "count") return {};
  const rule = ruleOf(followed(draft.repeat, task.at.slice(0, 10), draft.day), draft.day);
  return rule && rule !== task.repeat ? { repeat: rule } : {};
}
