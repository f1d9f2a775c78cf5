"use client";
import { useMemo } from "react";
import type { Filter } from "#shared/query/tree.ts";
import { useTyped } from "../../components/filter-bar.tsx";
import { useAddress } from "../../lib/address.ts";
import { allOf, chosenIn, oneOf } from "../../lib/choices.ts";
import { useCompany } from "../../lib/company.tsx";
import { FIRST_ORDER } from "../../lib/first-questions.ts";
import { useFormats } from "../../lib/formats.ts";

/** Conditions chosen out of a list, by their name in the address, and the field each asks about. */
export const chosenFields = {
  region: "regionId",
  industry: "industryId",
  curator: "curatorId",
  source: "sourceId",
} as const;
/** One of {@link chosenFields}. */
export type ChosenField = keyof typeof chosenFields;

/** What the list of clients is asked, kept in the address of the page. */
export function useClientFilter() {
  const [address, change] = useAddress();
  const { membership } = useCompany();
  const { today } = useFormats();
  const me = membership?.employeeId;
  const day = today();
  const text = address.toString();
  const find = address.get("find") ?? "";
  const typed = useTyped(find);
  return useMemo(() => {
    const asked = new URLSearchParams(text);
    const chosen = Object.fromEntries(
      Object.keys(chosenFields).map((name) => [name, chosenIn(asked.get(name))]),
    ) as Record<ChosenField, string[]>;
    const mine = asked.get("mine") === "1";
    const withoutStep = asked.get("step") === "none";
    const conditions: (Filter | undefined)[] = [
      ...(Object.keys(chosenFields) as ChosenField[]).map((name) => oneOf(chosenFields[name], chosen[name])),
      mine && me ? { field: "curatorId", op: "eq", value: me } : undefined,
      ...(withoutStep ? noStep(day) : []),
    ];
    const filter = allOf(conditions);
    const sort = asked.get("sort") ?? FIRST_ORDER;
    return {
      find,
      sort,
      chosen,
      mine,
      withoutStep,
      isNarrow: find !== "" || filter !== undefined,
      /** Whose clients are 'mine' is not known at once. */
      isReady: !mine || me !== undefined,
      question: { ...(filter ? { filter } : {}), ...(typed ? { find: typed } : {}), sort },
      change,
    };
  }, [text, find, typed, me, day, change]);
}

/** Neither a next step nor parked until a day that lies ahead (rule 3). */
function noStep(today: string): Filter[] {
  return [
    { field: "nextStepAt", op: "empty", value: true },
    { not: { field: "parkedUntil", op: "gte", value: today } },
  ];
}
