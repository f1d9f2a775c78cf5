"use client";
import { useMemo } from "react";
import { employeesContract } from "#shared/employees/contract.ts";
import type { EmployeeView, Team } from "#shared/employees/schema.ts";
import type { ConversationView } from "#shared/messages/schema.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";

type Place = Pick<ConversationView, "kind" | "title" | "memberIds" | "teamId">;

/** People and teams of the company as conversations need them. */
export function usePeople() {
  const { data } = useAnswer(employeesContract.list, {});
  const { membership } = useCompany();
  const ownId = membership?.employeeId;
  return useMemo(() => {
    const employees: readonly EmployeeView[] = data?.employees ?? [];
    const teams: readonly Team[] = data?.teams ?? [];
    const byId = new Map(employees.map((one) => [one.id, one]));
    const colleagues = employees.filter(({ id, state }) => id !== ownId && state !== "closed");
    const above = (teamId: string | undefined): string[] => {
      const chain: string[] = [];
      for (let at = teamId; at && !chain.includes(at); at = teams.find(({ id }) => id === at)?.parentId) chain.push(at);
      return chain;
    };
    const own = above(byId.get(ownId ?? "")?.teamId);
    return {
      ownId,
      colleagues,
      employee: (id: string | undefined) => byId.get(id ?? ""),
      name: (id: string | undefined) => byId.get(id ?? "")?.name ?? "",
      /** Teams whose conversations one takes part in. */
      ownTeams: teams.filter(({ id }) => own.includes(id)),
      /** What a conversation of people is called; empty for one at a record. */
      titleOf({ kind, title, memberIds, teamId }: Place): string {
        if (kind === "direct") return byId.get(memberIds?.find((id) => id !== ownId) ?? "")?.name ?? "";
        return title ?? teams.find(({ id }) => id === teamId)?.name ?? "";
      },
      /** Colleagues who read a conversation of people; at a record the API says who does not. */
      readersOf({ kind, memberIds, teamId }: Place): readonly EmployeeView[] {
        if (kind === "team") return colleagues.filter((one) => above(one.teamId).includes(teamId ?? ""));
        return memberIds ? colleagues.filter(({ id }) => memberIds.includes(id)) : colleagues;
      },
      /** Whether the one colleague of a conversation has left. */
      hasLeft: ({ kind, memberIds }: Place) =>
        kind === "direct" && (memberIds?.some((id) => byId.get(id)?.state === "closed") ?? false),
    };
  }, [data, ownId]);
}
