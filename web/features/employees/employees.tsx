"use client";
import { Badge, Button, Checkbox } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { employeesContract } from "#shared/employees/contract.ts";
import type { EmployeeView, Team } from "#shared/employees/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import type { TableColumn } from "../../components/data-table.tsx";
import { Menu, type MenuItem } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";
import { Teams } from "./teams.tsx";

const EmployeeDialog = dynamic(() => import("./employee-dialog.tsx").then((module) => module.EmployeeDialog), {
  ssr: false,
});
const InviteDialog = dynamic(() => import("./employee-dialog.tsx").then((module) => module.InviteDialog), {
  ssr: false,
});

type Opened = { kind: "add" } | { kind: "change" | "invite"; employee: EmployeeView };

/** People of the company and their teams. */
export function Employees() {
  const t = useTranslations("employees");
  const { may } = useRights();
  const people = useAnswer(employeesContract.list, {});
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  // As it is now: whoever met a conflict tries again on the state he was shown.
  const fresh = (employee: EmployeeView) => people.data?.employees.find(({ id }) => id === employee.id) ?? employee;
  return (
    <Page
      title={t("title")}
      actions={
        may("employees", "create") ? <Button onClick={() => setOpened({ kind: "add" })}>{t("add")}</Button> : null
      }
    >
      <Answer of={people}>
        {({ employees, teams }) => (
          <>
            <List employees={employees} teams={teams} open={setOpened} />
            <Teams teams={teams} employees={employees} />
            {opened?.kind === "invite" ? (
              <InviteDialog employee={fresh(opened.employee)} onClose={close} />
            ) : opened ? (
              <EmployeeDialog
                employee={opened.kind === "change" ? fresh(opened.employee) : undefined}
                employees={employees}
                teams={teams}
                onClose={close}
              />
            ) : null}
          </>
        )}
      </Answer>
    </Page>
  );
}

function List(props: { employees: readonly EmployeeView[]; teams: readonly Team[]; open: (opened: Opened) => void }) {
  const t = useTranslations();
  const [closedToo, setClosedToo] = useState(false);
  const actionsOf = useActions(props.open);
  const names = new Map([...props.employees, ...props.teams].map(({ id, name }) => [id, name]));
  const columns: TableColumn<EmployeeView>[] = [
    {
      key: "name",
      title: t("employees.name"),
      cell: ({ name, email }) => (
        <>
          <strong>{name}</strong>
          {email ? <div style={{ color: "var(--quiet)", overflowWrap: "anywhere" }}>{email}</div> : null}
        </>
      ),
    },
    { key: "role", title: t("employees.role"), cell: ({ role }) => t(`roles.${role}`) },
    {
      key: "team",
      title: t("employees.team"),
      cell: ({ teamId }) => (teamId && names.get(teamId)) ?? "—",
      phone: false,
    },
    {
      key: "manager",
      title: t("employees.manager"),
      cell: ({ managerId }) => (managerId && names.get(managerId)) ?? "—",
      phone: false,
    },
    {
      key: "state",
      title: t("employees.state"),
      cell: ({ state }) =>
        state === "active" ? (
          t("employees.states.active")
        ) : (
          <Badge color="gray">{t(`employees.states.${state}`)}</Badge>
        ),
      phone: false,
    },
  ];
  const shown = props.employees.filter(({ state }) => closedToo || state !== "closed");
  const closed = props.employees.some(({ state }) => state === "closed");
  return (
    <Panel
      actions={
        closed ? (
          <Checkbox
            label={t("employees.closedToo")}
            checked={closedToo}
            onChange={(event) => setClosedToo(event.currentTarget.checked)}
          />
        ) : null
      }
    >
      <PlainTable
        label={t("employees.title")}
        columns={columns}
        rows={shown}
        rowKey={({ id }) => id}
        isQuiet={({ state }) => state === "closed"}
        actionsTitle={t("common.actions")}
        actions={(employee) => <RowMenu name={employee.name} items={actionsOf.items(employee)} />}
      />
      {actionsOf.dialog}
    </Panel>
  );
}

function RowMenu({ name, items }: { name: string; items: readonly MenuItem[] }) {
  const t = useTranslations("common");
  if (items.length === 0) return null;
  return (
    <Menu label={t("actionsWith", { name })} items={items} align="end">
      <IconDots size={18} aria-hidden />
    </Menu>
  );
}

function useActions(open: (opened: Opened) => void) {
  const t = useTranslations("employees");
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const items = (employee: EmployeeView): MenuItem[] => {
    const { id, name, state, email, ver } = employee;
    if (!employee.can.includes("write") || state === "closed") return [];
    return [
      { label: t("change"), onSelect: () => open({ kind: "change", employee }) },
      ...(state === "active"
        ? []
        : [{ label: t(email ? "inviteAgain" : "invite"), onSelect: () => open({ kind: "invite", employee }) }]),
      {
        label: t("close.action"),
        tone: "bad",
        onSelect: () =>
          ask({
            title: t("close.title", { name }),
            text: t("close.text"),
            action: t("close.action"),
            tone: "bad",
            run: async () => {
              await call(employeesContract.close, { id, ver });
              await refresh("employees");
              notify({ message: t("close.done", { name }) });
            },
          }),
      },
    ];
  };
  return { items, dialog };
}
