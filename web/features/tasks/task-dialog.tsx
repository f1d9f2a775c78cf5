"use client";
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import { MOST_PERFORMERS, type Task } from "#shared/tasks/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { DurationSelect } from "../../components/duration-select.tsx";
import { LeadTimes } from "../../components/lead-times.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany } from "../../lib/company.tsx";
import { forgetDraft, useDraft } from "../../lib/drafts.ts";
import { onSubmit } from "../../lib/form.ts";
import type { TaskStart } from "../../lib/new-task.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useWhen } from "../../lib/wall.ts";
import { followed } from "./repeat.ts";
import { RepeatFields } from "./repeat-fields.tsx";
import { additionOf, changeOf, draftOf, momentOf, newDraft, type Chosen, type TaskDraft } from "./task-draft.ts";
import { AboutFields } from "./task-fields.tsx";
import styles from "./tasks.module.css";
import { touched } from "./touched.ts";
import { PeoplePicker } from "../../components/people-picker.tsx";

/** Plans a task, or changes an open one. What was typed stays until it is saved, wherever one goes meanwhile. */
export function TaskDialog(props: {
  /** The task that is changed; a new one where absent. */
  task?: Task;
  clientName?: string | undefined;
  start?: TaskStart;
  /** Shows who of the chosen people is free. */
  busy?: ((chosen: Chosen) => ReactNode) | undefined;
  onClose: () => void;
}) {
  const { task, start = {}, onClose } = props;
  const t = useTranslations();
  const { membership } = useCompany();
  const when = useWhen();
  const [initial] = useState(() =>
    task ? draftOf(task, props.clientName) : newDraft(start, membership?.employeeId, when.nowWall()),
  );
  const name = task ? `task ${task.id} ${task.ver}` : `task ${start.client?.id ?? ""}`;
  const [draft, setDraft] = useDraft(name, initial);
  const [scope, setScope] = useState<"one" | "following">("one");
  const set = (change: Partial<TaskDraft>) => setDraft((last) => ({ ...last, ...change }));
  const done = () => {
    forgetDraft(name);
    onClose();
  };
  const add = useSubmit(tasksContract.add, { refreshes: touched, onDone: done });
  const change = useSubmit(tasksContract.change, { refreshes: touched, onDone: done });
  const { issues, error, pending } = task ? change : add;
  const submit = () =>
    task
      ? change.submit({ id: task.id, ver: task.ver, ...changeOf(task, draft, scope) })
      : add.submit(additionOf(draft));
  const chosen = {
    performerIds: draft.performerIds,
    at: momentOf(draft),
    minutes: draft.minutes ? Number(draft.minutes) : undefined,
    typeId: draft.typeId || undefined,
    resourceIds: draft.resourceIds,
    onResources: (resourceIds: string[]) => set({ resourceIds }),
    onPerson: (id: string) => set({ performerIds: [id] }),
    onTime: (at: string) => set({ day: at.slice(0, 10), time: at.slice(11, 16) }),
  };
  const forWhom =
    issues["performerId"] ?? Object.entries(issues).find(([path]) => path.startsWith("performerIds"))?.[1];
  return (
    <Dialog title={task ? t("tasks.change") : t("tasks.new")} onClose={onClose} size="lg">
      <form onSubmit={onSubmit(submit)} noValidate>
        <ErrorBox error={Object.keys(issues).length > 0 ? undefined : error} />
        <div className={styles.fields}>
          <TextInput
            className={styles.wide}
            label={t("tasks.text")}
            placeholder={t("when.whatExample")}
            maxLength={500}
            data-autofocus
            value={draft.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
            error={issues["text"]}
          />
          <TextInput
            type="date"
            label={t("tasks.day")}
            value={draft.day}
            onChange={(event) => {
              const day = event.currentTarget.value;
              set({ day, ...(task ? {} : { repeat: followed(draft.repeat, draft.day, day) }) });
            }}
            error={issues["at"]}
          />
          <TextInput
            type="time"
            label={t("tasks.time")}
            value={draft.time}
            onChange={(event) => set({ time: event.currentTarget.value.slice(0, 5) })}
            error={issues["at"] && !draft.time ? issues["at"] : undefined}
          />
          <DurationSelect value={draft.minutes} onChange={(minutes) => set({ minutes })} error={issues["minutes"]} />
          <div className={styles.wide}>
            <PeoplePicker
              label={t("tasks.forWhom")}
              value={draft.performerIds}
              most={task ? 1 : MOST_PERFORMERS}
              onChange={(performerIds) => set({ performerIds })}
              error={forWhom}
            />
          </div>
          {props.busy ? <div className={styles.wide}>{props.busy(chosen)}</div> : null}
          <AboutFields draft={draft} set={set} issues={issues} fixed={task !== undefined} />
        </div>
        <details className={styles.more} open={draft.repeat.kind !== "never" || undefined}>
          <summary>{t("tasks.more")}</summary>
          <div className={styles.fields}>
            <RepeatFields
              value={draft.repeat}
              day={draft.day}
              onChange={(repeat) => set({ repeat })}
              error={issues["repeat"]}
            />
            <LeadTimes value={draft.remind} onChange={(remind) => set({ remind })} mayFollow={!task} />
            <TextInput
              label={t("tasks.place")}
              maxLength={200}
              value={draft.place}
              onChange={(event) => set({ place: event.currentTarget.value })}
              error={issues["place"]}
            />
            <Textarea
              className={styles.wide}
              label={t("tasks.note")}
              rows={2}
              maxLength={4000}
              value={draft.note}
              onChange={(event) => set({ note: event.currentTarget.value })}
              error={issues["note"]}
            />
            <Checkbox
              className={styles.wide}
              label={t("tasks.urgent")}
              checked={draft.urgent}
              onChange={(event) => set({ urgent: event.currentTarget.checked })}
            />
          </div>
        </details>
        {task?.repeat ? (
          <NativeSelect
            label={t("tasks.scope.label")}
            value={scope}
            data={(["one", "following"] as const).map((value) => ({ value, label: t(`tasks.scope.${value}`) }))}
            onChange={(event) => setScope(event.currentTarget.value as typeof scope)}
          />
        ) : null}
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={pending}>
            {task ? t("common.save") : t("steps.plan")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
