"use client";
import { useTranslations } from "next-intl";
import { resourcesContract } from "#shared/resources/contract.ts";
import type { Resource } from "#shared/resources/schema.ts";
import { Dialog } from "../../components/dialog.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useEmployees } from "../../lib/names.ts";
import { dayAfter, useWhen } from "../../lib/wall.ts";

/** Days ahead that are shown. */
const DAYS = 30;

/** When a resource is taken in the days to come, and by whom. */
export function BookingsDialog({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const t = useTranslations("resources");
  const when = useWhen();
  const employees = useEmployees();
  const from = when.today();
  const answer = useAnswer(resourcesContract.bookings, { id: resource.id, from, to: dayAfter(from, DAYS) });
  return (
    <Dialog title={t("bookingsTitle", { name: resource.name })} onClose={onClose} size="lg">
      <Answer of={answer}>
        {({ bookings }) =>
          bookings.length === 0 ? (
            <Empty title={t("free")}>{t("freeText")}</Empty>
          ) : (
            <PlainTable
              label={t("bookings")}
              rows={bookings}
              rowKey={({ from: first }) => first}
              columns={[
                { key: "from", title: t("from"), cell: (one) => when.wall(one.from) },
                {
                  key: "to",
                  title: t("until"),
                  cell: (one) => (one.to.startsWith(one.from.slice(0, 10)) ? when.time(one.to) : when.wall(one.to)),
                },
                { key: "who", title: t("by"), cell: ({ performerId }) => employees.name(performerId) },
              ]}
            />
          )
        }
      </Answer>
    </Dialog>
  );
}
