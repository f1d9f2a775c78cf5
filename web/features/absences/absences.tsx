"use client";
import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDots } from "@tabler/icons-react";
import { useLocale, useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { absencesContract } from "#shared/absences/contract.ts";
import type { AbsenceView } from "#shared/absences/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees } from "../../lib/names.ts";
import { dayAfter } from "../../lib/wall.ts";

const AbsenceDialog = dynamic(() => import("./absence-dialog.tsx").then((module) => module.AbsenceDialog), {
  ssr: false,
});

/** Who is away in a month, and who stands in. */
export function Absences() {
  const t = useTranslations("absences");
  const { today } = useFormats();
  const [month, setMonth] = useState(today().slice(0, 7));
  const [opened, setOpened] = useState<{ absence?: AbsenceView }>();
  const span = { from: `${month}-01`, until: dayAfter(`${monthAfter(month, 1)}-01`, -1) };
  const answer = useAnswer(absencesContract.list, span);
  return (
    <Page title={t("title")} actions={<Button onClick={() => setOpened({})}>{t("add")}</Button>}>
      <Panel actions={<MonthChoice month={month} onChange={setMonth} />} note={t("note")}>
        <Answer of={answer}>
          {({ absences }) =>
            absences.length > 0 ? (
              <List absences={absences} open={(absence) => setOpened({ absence })} />
            ) : (
              <Empty title={t("none")}>{t("noneText")}</Empty>
            )
          }
        </Answer>
      </Panel>
      {opened ? (
        <AbsenceDialog
          absence={answer.data?.absences.find(({ id }) => id === opened.absence?.id) ?? opened.absence}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </Page>
  );
}

function MonthChoice({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const t = useTranslations("absences");
  const name = new Intl.DateTimeFormat(useLocale(), { month: "long", year: "numeric", timeZone: "UTC" });
  return (
    <>
      <Button variant="default" px={6} aria-label={t("earlier")} onClick={() => onChange(monthAfter(month, -1))}>
        <IconChevronLeft size={16} aria-hidden />
      </Button>
      <strong aria-live="polite" style={{ minWidth: "9.5rem", textAlign: "center", alignSelf: "center" }}>
        {name.format(new Date(`${month}-01T00:00:00Z`))}
      </strong>
      <Button variant="default" px={6} aria-label={t("later")} onClick={() => onChange(monthAfter(month, 1))}>
        <IconChevronRight size={16} aria-hidden />
      </Button>
    </>
  );
}

function List({ absences, open }: { absences: readonly AbsenceView[]; open: (absence: AbsenceView) => void }) {
  const t = useTranslations();
  const { day } = useFormats();
  const people = useEmployees();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const sorted = [...absences].sort((one, other) => (one.from < other.from ? -1 : 1));
  const remove = ({ employeeId, id }: AbsenceView) =>
    ask({
      title: t("absences.remove.title", { name: people.name(employeeId) }),
      text: t("absences.remove.text"),
      action: t("absences.remove.action"),
      tone: "bad",
      run: async () => {
        await call(absencesContract.remove, { employeeId, id });
        await refresh("absences");
      },
    });
  return (
    <>
      <PlainTable
        label={t("absences.title")}
        rows={sorted}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "employee",
            title: t("absences.employee"),
            cell: ({ employeeId, note }) => (
              <>
                <strong>{people.name(employeeId)}</strong>
                {note ? <div style={{ color: "var(--quiet)", overflowWrap: "anywhere" }}>{note}</div> : null}
              </>
            ),
          },
          { key: "kind", title: t("absences.kind"), cell: ({ kind }) => t(`absences.kinds.${kind}`), phone: false },
          {
            key: "days",
            title: t("absences.days"),
            cell: ({ from, until }) => (from === until ? day(from) : `${day(from)} – ${day(until)}`),
          },
          {
            key: "deputy",
            title: t("absences.deputy"),
            cell: ({ deputyId }) => people.name(deputyId) || "—",
            phone: false,
          },
        ]}
        actionsTitle={t("common.actions")}
        actions={(absence) =>
          absence.can.includes("write") ? (
            <Menu
              label={t("common.actionsWith", { name: people.name(absence.employeeId) })}
              align="end"
              items={[
                { label: t("absences.change"), onSelect: () => open(absence) },
                { label: t("absences.remove.action"), tone: "bad", onSelect: () => remove(absence) },
              ]}
            >
              <IconDots size={18} aria-hidden />
            </Menu>
          ) : null
        }
      />
      {dialog}
    </>
  );
}

/** The month so many months after one, `2027-01`. */
function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}
