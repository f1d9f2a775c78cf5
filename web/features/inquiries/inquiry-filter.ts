"use client";
import { useMemo } from "react";
import type { Filter } from "#shared/query/tree.ts";
import { useTyped } from "../../components/filter-bar.tsx";
import { useAddress } from "../../lib/address.ts";
import { allOf, chosenIn, oneOf } from "../../lib/choices.ts";
import { useCompany, useRights } from "../../lib/company.tsx";

/** Views of the journal; `figures` is how timely inquiries are answered. */
export const inquiryTabs = ["mine", "free", "late", "all", "figures"] as const;
/** One of {@link inquiryTabs}. */
export type InquiryTab = (typeof inquiryTabs)[number];

/** Conditions chosen out of a list, by their name in the address, and the field each asks about. */
export const chosenFields = {
  channel: "channel",
  assignee: "assigneeId",
  region: "regionId",
  trigger: "triggerId",
  outcome: "outcome",
} as const;
/** One of {@link chosenFields}. */
export type ChosenField = keyof typeof chosenFields;

const open: Filter = { field: "state", op: "ne", value: "closed" };

/** What the journal of inquiries is asked, kept in the address of the page. */
export function useInquiryFilter() {
  const [address, change] = useAddress();
  const { membership } = useCompany();
  const own = useRights().scope("inquiries", "read") === "own";
  const me = membership?.employeeId;
  const text = address.toString();
  const find = address.get("find") ?? "";
  const typed = useTyped(find);
  return useMemo(() => {
    const asked = new URLSearchParams(text);
    const tab = inquiryTabs.find((one) => one === asked.get("tab")) ?? (own ? "mine" : "all");
    const chosen = Object.fromEntries(
      Object.keys(chosenFields).map((name) => [name, chosenIn(asked.get(name))]),
    ) as Record<ChosenField, string[]>;
    const ofTab: Record<InquiryTab, Filter[]> = {
      mine: [open, { field: "assigneeId", op: "eq", value: me ?? "" }],
      free: [open, { field: "assigneeId", op: "empty", value: true }],
      late: [{ field: "late", op: "eq", value: true }],
      all: [],
      figures: [],
    };
    const narrowed = (Object.keys(chosenFields) as ChosenField[]).map((name) =>
      oneOf(chosenFields[name], chosen[name]),
    );
    const filter = allOf([...ofTab[tab], ...narrowed]);
    const sort = asked.get("sort") ?? (tab === "all" ? "-receivedAt" : "dueAt");
    return {
      tab,
      find,
      sort,
      chosen,
      isNarrow: find !== "" || narrowed.some(Boolean),
      /** Whose inquiries are 'mine' is not known at once. */
      isReady: me !== undefined,
      question: { ...(filter ? { filter } : {}), ...(typed ? { find: typed } : {}), sort },
      filter: allOf(narrowed),
      change,
    };
  }, [text, find, typed, me, own, change]);
}
