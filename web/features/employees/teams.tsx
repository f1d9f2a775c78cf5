"use client";
import { Button } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { employeesContract } from "#shared/employees/contract.ts";
import type { EmployeeView, Team } from "#shared/employees/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";

const TeamDialog = dynamic(() => import("./team-dialog.tsx").then((module) => module.TeamDialog), { ssr: false });

/** Teams as a tree, with the number of people in each. */
export function Teams({ teams, employees }: { teams: readonly Team[]; employees: readonly EmployeeView[] }) {
  const t = useTranslations();
  const { scope } = useRights();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const [opened, setOpened] = useState<{ team?: Team }>();
  // Teams belong to nobody: only a right over all of them counts.
  const mayWrite = scope("employees", "write") === "all";
  const rows = branchesOf(teams);
  const remove = ({ id, name }: Team) =>
    ask({
      title: t("teams.remove.title", { name }),
      text: t("teams.remove.text"),
      action: t("teams.remove.action"),
      tone: "bad",
      run: async () => {
        await call(employeesContract.removeTeam, { id });
        await refresh("employees");
      },
    });
  return (
    <Panel
      title={t("teams.title")}
      note={t("teams.note")}
      actions={
        scope("employees", "create") === "all" ? (
          <Button variant="default" onClick={() => setOpened({})}>
            {t("teams.add")}
          </Button>
        ) : null
      }
    >
      {rows.length > 0 ? (
        <PlainTable
          label={t("teams.title")}
          rows={rows}
          rowKey={({ team }) => team.id}
          columns={[
            {
              key: "name",
              title: t("teams.name"),
              cell: ({ team, depth }) => <span style={{ paddingInlineStart: `${depth * 1.25}rem` }}>{team.name}</span>,
            },
            {
              key: "people",
              title: t("teams.people"),
              align: "end",
              cell: ({ team }) =>
                employees.filter(({ teamId, state }) => teamId === team.id && state !== "closed").length,
            },
          ]}
          {...(mayWrite
            ? {
                actionsTitle: t("common.actions"),
                actions: ({ team }: Branch) => (
                  <Menu
                    label={t("common.actionsWith", { name: team.name })}
                    align="end"
                    items={[
                      { label: t("teams.change"), onSelect: () => setOpened({ team }) },
                      { label: t("teams.remove.action"), tone: "bad", onSelect: () => remove(team) },
                    ]}
                  >
                    <IconDots size={18} aria-hidden />
                  </Menu>
                ),
              }
            : {})}
        />
      ) : null}
      {opened ? (
        <TeamDialog
          team={teams.find(({ id }) => id === opened.team?.id)}
          teams={teams}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {dialog}
    </Panel>
  );
}

interface Branch {
  team: Team;
  depth: number;
}

/** Teams in the order of their tree; one whose parent is gone stands at the top. */
function branchesOf(teams: readonly Team[]): Branch[] {
  const known = new Set(teams.map(({ id }) => id));
  const below = (parent: string | undefined, depth: number): Branch[] =>
    teams
      .filter(({ parentId }) => (parentId && known.has(parentId) ? parentId : undefined) === parent)
      .sort((one, other) => one.name.localeCompare(other.name))
      .flatMap((team) => [{ team, depth }, ...below(team.id, depth + 1)]);
  return below(undefined, 0);
}
