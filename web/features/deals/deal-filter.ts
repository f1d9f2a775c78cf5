"use client";
import { useMemo } from "react";
import type { Filter } from "#shared/query/tree.ts";
import { useTyped } from "../../components/filter-bar.tsx";
import { useAddress } from "../../lib/address.ts";
import { FIRST_ORDER } from "../../lib/first-questions.ts";
import { allOf, chosenIn, oneOf } from "../../lib/choices.ts";

/** Conditions chosen out of a list, by their name in the address, and the field each asks about. */
export const chosenFields = {
  manager: "managerId",
  stage: "stageId",
  region: "regionId",
  industry: "industryId",
  source: "sourceId",
  product: "productIds",
  reason: "refusalReasonIds",
  client: "clientId",
} as const;
/** One of {@link chosenFields}. */
export type ChosenField = keyof typeof chosenFields;

const names = Object.keys(chosenFields) as ChosenField[];
/** How deals of a list stand. */
export const shownStates = ["open", "success", "refusal", "all"] as const;
/** The ways to look at deals. */
export const views = ["list", "board", "report"] as const;

/** What the deals are asked, kept in the address of the page: the same for the list, the board and the report. */
export function useDealFilter() {
  const [address, change] = useAddress();
  const text = address.toString();
  const find = address.get("find") ?? "";
  const typed = useTyped(find);
  return useMemo(() => {
    const asked = new URLSearchParams(text);
    const chosen = Object.fromEntries(names.map((name) => [name, chosenIn(asked.get(name))])) as Record<
      ChosenField,
      string[]
    >;
    const state = shownStates.find((one) => one === asked.get("state")) ?? "open";
    const conditions = [found(typed), ...names.map((name) => oneOf(chosenFields[name], chosen[name]))];
    return {
      view: views.find((one) => one === asked.get("view")) ?? "list",
      pipelineId: asked.get("pipeline") ?? undefined,
      find,
      sort: asked.get("sort") ?? FIRST_ORDER,
      state,
      chosen,
      isNarrow: find !== "" || conditions.some((one) => one !== undefined),
      /** Conditions but that of the state, which a board and a report have their own way with. */
      filter: allOf(conditions),
      /** All conditions. */
      whole: allOf([state === "all" ? undefined : { field: "state", op: "eq", value: state }, ...conditions]),
      change,
    };
  }, [text, find, typed, change]);
}

/** The conditions of the deals of a page. */
export type DealFilter = ReturnType<typeof useDealFilter>;

/** A deal is looked for by its own title and by the name of its client. */
function found(text: string): Filter | undefined {
  if (!text) return undefined;
  return {
    or: [
      { field: "title", op: "contains", value: text },
      { field: "clientName", op: "contains", value: text },
    ],
  };
}

/** Takes every condition of the address away but the state and the way to look. */
export const cleared: Record<string, undefined> = {
  find: undefined,
  ...Object.fromEntries(names.map((name) => [name, undefined])),
};
