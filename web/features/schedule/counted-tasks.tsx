"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import { Dialog } from "../../components/dialog.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import type { Opened } from "./counts.tsx";

const PAGE = 50;

/** The rows behind a figure. */
export function CountedTasks({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const t = useTranslations("schedule");
  const when = useWhen();
  const employees = useEmployees();
  const { id: company } = useCompany();
  const { title, ...question } = opened;
  const pages = useAnswerPages(scheduleQueries.tasks, { ...question, limit: PAGE });
  return (
    <Dialog title={title} onClose={onClose} size="xl">
      <Answer of={pages}>
        {(data) => (
          <PlainTable
            label={title}
            rows={data.pages.flatMap(({ rows }) => rows)}
            rowKey={({ id }) => id}
            isQuiet={({ state }) => state === "done"}
            columns={[
              { key: "at", title: t("when"), cell: ({ at }) => when.wall(at) },
              { key: "text", title: t("what"), cell: ({ text }) => text },
              {
                key: "client",
                title: t("client"),
                phone: false,
                cell: ({ clientId, clientName }) =>
                  clientId ? (
                    <Link href={`/${company}/clients/${clientId}`} prefetch={false}>
                      {clientName}
                    </Link>
                  ) : (
                    "—"
                  ),
              },
              { key: "performer", title: t("performer"), cell: ({ performerId }) => employees.name(performerId) },
              { key: "state", title: t("state"), cell: ({ late, state }) => (late ? t("late") : t(`states.${state}`)) },
            ]}
          />
        )}
      </Answer>
      {pages.hasNextPage ? (
        <Button variant="default" mt="sm" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("further")}
        </Button>
      ) : null}
    </Dialog>
  );
}
