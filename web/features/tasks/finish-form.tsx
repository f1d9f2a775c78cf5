"use client";
import { Button, Checkbox, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { EntrySelect } from "../../components/entry-select.tsx";
import { NextStepFields, noStep, stepInput, type StepDraft } from "../../components/next-step-fields.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useDraft } from "../../lib/drafts.ts";
import { onSubmit } from "../../lib/form.ts";
import { useEntries } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { dayAfter, useWhen, workday } from "../../lib/wall.ts";
import styles from "./tasks.module.css";
import { touched as showTasks } from "./touched.ts";

/**
 * Finishes a step: what came of it, and what is next, suggested already. Ctrl Enter takes both, Escape puts the form away;
 * what was typed stays.
 */
export function FinishForm(props: {
  task: Task;
  /** Whether the client has other open steps: then a next one is not suggested. */
  hasOthers: boolean;
  onClose: () => void;
}) {
  const { task, hasOthers, onClose } = props;
  const t = useTranslations("steps");
  const types = useEntries("activity_type");
  const suggestion = useSuggestion(task);
  const [result, setResult] = useDraft(`result ${task.id}`, "");
  const [typeId, setTypeId] = useState(task.typeId);
  // The next of a series is planned by itself.
  const [withNext, setWithNext] = useState(!hasOthers && !task.repeat && task.clientId !== undefined);
  const [next, setNext] = useState<StepDraft>();
  const form = useRef<HTMLFormElement>(null);
  const [touched, setTouched] = useState(false);
  const finish = useSubmit(tasksContract.finish, {
    refreshes: showTasks,
    onDone: () => {
      setResult("");
      onClose();
    },
  });
  const type = typeId ?? types.offered.find(({ code }) => code === "call")?.id ?? "";
  const step = next ?? suggestion;
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const submit = () => {
    setTouched(false);
    return finish.submit({
      id: task.id,
      ver: task.ver,
      result,
      ...(task.clientId && type ? { typeId: type } : {}),
      ...(withNext ? { next: { ...stepInput(step), ...(task.dealId ? { dealId: task.dealId } : {}) } } : {}),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key === "Escape") onClose();
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t("finishTitle", { text: task.text })}
      onSubmit={onSubmit(submit)}
      onKeyDown={onKeyDown}
      noValidate
    >
      <Textarea
        label={t("result")}
        placeholder={t("resultExample")}
        rows={2}
        maxLength={8000}
        value={result}
        onChange={(event) => {
          setResult(event.currentTarget.value);
          setTouched(true);
        }}
        error={touched ? undefined : finish.issues["result"]}
      />
      {task.clientId ? (
        <EntrySelect
          label={t("type")}
          dictionary="activity_type"
          value={type}
          onChange={setTypeId}
          error={finish.issues["typeId"]}
        />
      ) : null}
      <Checkbox
        label={t("planNext")}
        checked={withNext}
        onChange={(event) => setWithNext(event.currentTarget.checked)}
      />
      {withNext ? <NextStepFields value={step} onChange={setNext} issues={finish.issues} /> : null}
      <ErrorBox error={Object.keys(finish.issues).length > 0 ? undefined : finish.error} />
      <div className={styles.end}>
        <span className={styles.hint}>{t("keys")}</span>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={finish.pending}>
          {t("finish")}
        </Button>
      </div>
    </form>
  );
}

/** The same act once more, on the next working day at the same hour. */
function useSuggestion(task: Task): StepDraft {
  const types = useEntries("activity_type");
  const when = useWhen();
  const call = types.offered.find(({ code }) => code === "call");
  const typeId = task.typeId ?? call?.id ?? "";
  const day = workday(dayAfter(when.today(), 1));
  return { ...noStep, text: types.name(typeId), typeId, at: `${day}T${task.at.slice(11)}` };
}
