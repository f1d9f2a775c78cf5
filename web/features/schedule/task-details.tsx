"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { resourcesContract } from "#shared/resources/contract.ts";
import type { ScheduleTask } from "#shared/schedule/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import type { Move } from "./items.ts";
import { moveOf } from "./use-moving.ts";

/** A task of the calendar: what, when, where and with whom; whoever may moves it, hands it on, or sets how long it takes. */
export function TaskDetails(props: {
  task: ScheduleTask;
  onMove: (task: ScheduleTask, to: Move) => Promise<void>;
  onClose: () => void;
}) {
  const { task, onMove, onClose } = props;
  const t = useTranslations();
  const when = useWhen();
  const { id: company } = useCompany();
  const employees = useEmployees();
  const types = useEntries("activity_type");
  const resources = useAnswer(resourcesContract.list, {}, { enabled: (task.resourceIds?.length ?? 0) > 0 }).data;
  const [to, setTo] = useState(moveOf(task));
  const movable = task.state === "open" && task.can.includes("write");
  const booked = (task.resourceIds ?? []).map((id) => resources?.resources.find((one) => one.id === id)?.name ?? "…");
  const facts: [string, string | undefined][] = [
    [t("schedule.when"), when.wall(task.at)],
    [t("schedule.type"), types.name(task.typeId)],
    [t("schedule.performer"), employees.name(task.performerId)],
    [t("schedule.setter"), task.createdBy === task.performerId ? "" : employees.name(task.createdBy)],
    [t("schedule.place"), task.place],
    [t("schedule.resources"), booked.join(", ")],
    [t("schedule.state"), task.late ? t("schedule.late") : t(`schedule.states.${task.state}`)],
  ];
  const save = async () => {
    onClose();
    await onMove(task, to);
  };
  return (
    <Dialog title={task.text} onClose={onClose}>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        {task.clientId ? (
          <div>
            <dt>{t("schedule.client")}</dt>
            <dd>
              <Link href={`/${company}/clients/${task.clientId}`} prefetch={false}>
                {task.clientName}
              </Link>
            </dd>
          </div>
        ) : null}
      </dl>
      {movable ? (
        <form onSubmit={onSubmit(save)} style={{ marginTop: "1rem" }}>
          <FormGrid>
            <TextInput
              type="datetime-local"
              label={t("schedule.when")}
              value={to.at}
              required
              onChange={(event) => setTo({ ...to, at: event.currentTarget.value.slice(0, 16) })}
            />
            <TextInput
              type="number"
              label={t("schedule.minutes")}
              min={5}
              max={14 * 24 * 60}
              value={to.minutes ?? ""}
              onChange={(event) => {
                const { minutes: _, ...rest } = to;
                const minutes = Number(event.currentTarget.value);
                setTo(minutes > 0 ? { ...rest, minutes } : rest);
              }}
            />
            <NativeSelect
              label={t("schedule.performer")}
              data={employees.choices(to.performerId)}
              value={to.performerId}
              onChange={(event) => setTo({ ...to, performerId: event.currentTarget.value })}
            />
          </FormGrid>
          <Actions>
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={to.at === ""}>
              {t("common.save")}
            </Button>
          </Actions>
        </form>
      ) : null}
    </Dialog>
  );
}
