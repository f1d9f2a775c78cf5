"use client";
import { Badge, Button } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { resourcesContract } from "#shared/resources/contract.ts";
import type { Resource } from "#shared/resources/schema.ts";
import { Menu } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";
import { messageOf } from "../../lib/errors.ts";
import { useEmployees } from "../../lib/names.ts";

const ResourceDialog = dynamic(() => import("./resource-dialog.tsx").then((module) => module.ResourceDialog), {
  ssr: false,
});
const BookingsDialog = dynamic(() => import("./bookings-dialog.tsx").then((module) => module.BookingsDialog), {
  ssr: false,
});

type Opened = { kind: "change"; resource?: Resource } | { kind: "bookings"; resource: Resource };

/** Consultants, equipment and rooms that are booked by tasks. */
export function Resources() {
  const t = useTranslations("resources");
  const { may } = useRights();
  const resources = useAnswer(resourcesContract.list, {});
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const add = may("settings", "create") ? (
    <Button onClick={() => setOpened({ kind: "change" })}>{t("add")}</Button>
  ) : null;
  return (
    <Page title={t("title")} actions={add}>
      <Answer of={resources}>
        {(data) =>
          data.resources.length > 0 ? (
            <List resources={data.resources} open={setOpened} />
          ) : (
            <Empty title={t("none")}>{t("noneText")}</Empty>
          )
        }
      </Answer>
      {opened?.kind === "change" ? <ResourceDialog resource={opened.resource} onClose={close} /> : null}
      {opened?.kind === "bookings" ? <BookingsDialog resource={opened.resource} onClose={close} /> : null}
    </Page>
  );
}

function List({ resources, open }: { resources: readonly Resource[]; open: (opened: Opened) => void }) {
  const t = useTranslations();
  const { may } = useRights();
  const employees = useEmployees();
  const hide = useHide();
  return (
    <Panel note={t("resources.note")}>
      <PlainTable
        label={t("resources.title")}
        rows={resources}
        rowKey={({ id }) => id}
        isQuiet={({ hidden }) => hidden ?? false}
        columns={[
          {
            key: "name",
            title: t("resources.name"),
            cell: ({ name, hidden }) => (
              <>
                <strong>{name}</strong> {hidden ? <Badge color="gray">{t("resources.hidden")}</Badge> : null}
              </>
            ),
          },
          { key: "kind", title: t("resources.kind"), cell: ({ kind }) => t(`resources.kinds.${kind}`) },
          {
            key: "employee",
            title: t("resources.employee"),
            phone: false,
            cell: ({ employeeId }) => employees.name(employeeId) || "—",
          },
          { key: "note", title: t("resources.remark"), phone: false, cell: ({ note }) => note ?? "—" },
        ]}
        actionsTitle={t("common.actions")}
        actions={(resource) => (
          <Menu
            label={t("common.actionsWith", { name: resource.name })}
            align="end"
            items={[
              { label: t("resources.bookings"), onSelect: () => open({ kind: "bookings", resource }) },
              ...(may("settings", "write")
                ? [
                    { label: t("resources.change"), onSelect: () => open({ kind: "change", resource }) },
                    {
                      label: t(resource.hidden ? "resources.show" : "resources.hide"),
                      onSelect: () => void hide(resource),
                    },
                  ]
                : []),
            ]}
          >
            <IconDots size={18} aria-hidden />
          </Menu>
        )}
      />
    </Panel>
  );
}

function useHide() {
  const t = useTranslations();
  const refresh = useRefresh();
  return async ({ id, hidden, ver }: Resource) => {
    try {
      await call(resourcesContract.change, { id, hidden: !hidden, ver });
    } catch (error) {
      notify({ message: messageOf(error, t).text, tone: "bad" });
    }
    await refresh("resources");
  };
}
