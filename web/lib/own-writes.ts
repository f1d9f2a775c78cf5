import type { Contract } from "#shared/http/contract.ts";
import { prefixes } from "#shared/ids.ts";

/** How long lists are told of a write: the change index is never that late. */
const TOLD_MS = 10_000;

const lists: Record<string, string> = {
  "/clients": prefixes.client,
  "/deals": prefixes.deal,
  "/deals/board": prefixes.deal,
  "/schedule": prefixes.task,
  "/schedule/counts": prefixes.task,
  "/schedule/tasks": prefixes.task,
  "/schedule/free": prefixes.task,
  "/schedule/proposals": prefixes.task,
  "/inquiries": prefixes.inquiry,
  "/inquiries/report": prefixes.inquiry,
  "/conversations": prefixes.conversation,
};
const last = new Map<string, { see: string; at: number }>();

/** Remembers the records a write has answered, so that the lists asked next know them (`see` of their query). */
export function noteWrite(answer: unknown): void {
  if (typeof answer !== "object" || answer === null) return;
  for (const record of [answer, ...(Object.values(answer) as unknown[])]) {
    const { id, ver } = (record ?? {}) as { id?: unknown; ver?: unknown };
    if (typeof id !== "string" || typeof ver !== "number") continue;
    last.set(id.slice(0, id.indexOf("_")), { see: `${id}:${ver}`, at: Date.now() });
  }
}

/** The question of a list with the person's own last write in it, which the answer must know. */
export function withOwnWrite<I>(contract: Contract, input: I): I {
  const write = last.get(lists[contract.path] ?? "");
  return write && contract.method === "GET" && Date.now() - write.at < TOLD_MS ? { ...input, see: write.see } : input;
}
