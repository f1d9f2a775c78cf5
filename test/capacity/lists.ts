import { clientQueries } from "#shared/clients/contract.ts";
import { dayContract } from "#shared/day/contract.ts";
import { dealQueries } from "#shared/deals/contract.ts";
import { searchQueries } from "#shared/search/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Furniture } from "./furniture.ts";
import { step, type Headers, type Step } from "./step.ts";

/** Lists, boards, search and reports, which stand on the read model; and one's own tasks. */
export function listSteps(headers: Headers, { pipeline }: Furniture): Step[] {
  const owner = () => headers;
  const filter = { and: [{ field: "state", op: "eq" as const, value: "open" }] };
  return [
    step("clients.list", clientQueries.list, owner, () => ({ limit: 50 })),
    step("deals.list", dealQueries.list, owner, () => ({ limit: 50 })),
    step("deals.list (filter)", dealQueries.list, owner, () => ({ limit: 50, filter, sort: "-amountMinor" })),
    step("deals.board", dealQueries.board, owner, () => ({ pipelineId: pipeline.id })),
    step("deals.report", dealQueries.report, owner, () => ({ by: "stageId" as const })),
    step("search.find", searchQueries.find, owner, () => ({ q: "northern" })),
    step("search.changes", searchQueries.changes, owner, () => ({ since: new Date().toISOString() })),
    step("tasks.mine", tasksContract.mine, owner, () => ({})),
    step("tasks.set", tasksContract.set, owner, () => ({})),
    step("day.get", dayContract.get, owner, () => ({})),
  ];
}
