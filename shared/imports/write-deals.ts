import type { Caller } from "../caller.ts";
import { clientsById } from "../clients/imported.ts";
import type { Client } from "../clients/schema.ts";
import { dealsById, externalKeys, newDeal, overwriteDeal, type ImportedState } from "../deals/imported.ts";
import type { Deal } from "../deals/schema.ts";
import type { Days } from "./days.ts";
import type { Resolver } from "./resolve.ts";
import type { ReadRow, RowIssue } from "./rows.ts";
import { defined, idOfRow, references, type Run, type Writer } from "./writers.ts";

/** Cards kept for the facts of a close; a file that names more is read on with those that come next. */
const KEPT_CLIENTS = 20_000;

type ClientFacts = Pick<Client, "name" | "regionId" | "industryId" | "sourceId">;

/** Rows become deals with their stage journal. */
export function dealWriter({ subject, known, resolver, days }: Run): Writer {
  const clients = new Map<string, ClientFacts>();
  const teams = new Map(known.employees.map(({ id, teamId }) => [id, teamId]));
  const products = new Map(known.products.map((product) => [product.id, product]));
  const pipelineId = subject.plan!.pipelineId!;

  return {
    kind: "deal",
    named: () => Promise.resolve(new Map()),
    keysOf: (_caller, { values }, field) => (field === "externalId" ? externalKeys(values.text("externalId")) : []),
    load: dealsById,
    async prepare(caller, rows) {
      const named = rows.map(({ values }) => resolver.of("client", values.text("client")));
      const missing = [...new Set(named.flatMap((one) => ("id" in one && !clients.has(one.id) ? [one.id] : [])))];
      if (missing.length === 0) return;
      if (clients.size > KEPT_CLIENTS) clients.clear();
      for (const [id, { name, regionId, industryId, sourceId }] of await clientsById(caller, missing)) {
        clients.set(id, { name, regionId, industryId, sourceId });
      }
    },
    async build(caller, row, id, before) {
      const { values } = row;
      const { ids, issues } = references(resolver, row, ["client", "manager", "product", "refusalReason"]);
      const client = clients.get(ids.get("client") ?? "");
      if (ids.has("client") && !client) issues.push({ field: "client", reason: "unknown_value" });
      const product = products.get(ids.get("product") ?? "");
      const said = {
        title: values.text("title"),
        managerId: ids.get("manager"),
        productId: ids.get("product"),
        plannedCloseOn: values.text("plannedCloseOn"),
        probability: values.number("probability"),
      };
      const old = before as Deal | undefined;
      const openedOn = values.text("openedOn") ?? old?.openedOn ?? dayOf(resolver, "openedOn");
      const amount = values.number("amount") ?? (old ? undefined : blankAmount(resolver, product?.priceMinor));
      if (!openedOn) issues.push({ field: "openedOn", reason: "required" });
      if (openedOn && openedOn > days.today(caller)) issues.push({ field: "openedOn", reason: "future" });
      if (amount === undefined && !old) issues.push({ field: "amount", reason: "no_amount" });
      const closing = {
        managerId: said.managerId ?? old?.managerId,
        teamId: teams.get(said.managerId ?? old?.managerId ?? ""),
        regionId: client?.regionId,
        industryId: client?.industryId,
        sourceId: client?.sourceId,
      };
      const state = stateOf(days, caller, resolver, row, openedOn ?? "", ids.get("refusalReason"), defined(closing));
      if (Array.isArray(state)) issues.push(...state);
      if (issues.length > 0 || Array.isArray(state)) return issues;
      // A day of closing in an open deal can only be the day it is hoped for.
      const facts = defined({
        ...said,
        ...(state.state === "open" && !said.plannedCloseOn ? { plannedCloseOn: values.text("closedOn") } : {}),
      });
      if (old) {
        const entryId = idOfRow("stageEntry", subject, row.row);
        const more = defined({ openedOn: values.text("openedOn"), amountMinor: amount });
        return overwriteDeal(caller, old, { ...facts, ...more }, state, entryId);
      }
      const externalId = values.text("externalId");
      return newDeal(caller, {
        id,
        stageEntryId: idOfRow("stageEntry", subject, row.row),
        importId: subject.id,
        clientId: ids.get("client")!,
        pipelineId,
        externalId,
        said: {
          ...facts,
          title: facts.title ?? product?.name ?? externalId ?? client!.name,
          amountMinor: amount!,
          openedOn: openedOn!,
        },
        state,
        momentOf: (day) => days.start(day),
      });
    },
    nameOf: (record) => (record as Deal).externalId ?? (record as Deal).title,
  };
}

function stateOf(
  days: Days,
  caller: Caller,
  resolver: Resolver,
  { values }: ReadRow,
  openedOn: string,
  reason: string | undefined,
  closing: (ImportedState & { state: "success" })["closing"],
): ImportedState | RowIssue[] {
  const value = values.text("stage");
  const stage = resolver.stage(value);
  if (!stage)
    return [{ field: "stage", reason: "unknown_value", ...(value === undefined ? {} : { params: { value } }) }];
  const { state, stageId } = stage;
  if (state === "open") return { state, stageId };
  const closedOn = values.text("closedOn") ?? dayOf(resolver, "closedOn");
  if (!closedOn) return [{ field: "closedOn", reason: "required" }];
  if (closedOn > days.today(caller)) return [{ field: "closedOn", reason: "future" }];
  if (closedOn < openedOn) return [{ field: "closedOn", reason: "closed_before_opened" }];
  if (state === "success") return { state, stageId, closedOn, closing };
  const reasonId = reason ?? stage.reasonId;
  return reasonId ? { state, stageId, closedOn, closing, reasonId } : [{ field: "refusalReason", reason: "required" }];
}

function dayOf(resolver: Resolver, field: string): string | undefined {
  const decision = resolver.blank(field);
  return decision?.do === "day" ? decision.day : undefined;
}

function blankAmount(resolver: Resolver, priceMinor: number | undefined): number | undefined {
  const decision = resolver.blank("amount");
  if (decision?.do !== "amount") return undefined;
  return decision.from === "zero" ? 0 : priceMinor;
}
