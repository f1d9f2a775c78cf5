"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { NextStepFields, noStep } from "../../components/next-step-fields.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Moves a step to another moment, or rewords it. */
export function MoveStep({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = useTranslations();
  const [value, setValue] = useState({ ...noStep, text: task.text, at: task.at });
  const move = useSubmit(tasksContract.change, {
    refreshes: ["tasks", "clients"],
    onDone: onClose,
    onStale: (current, input) => {
      const { state, ver } = current as Task;
      return state === "open" ? { ...input, ver } : undefined;
    },
  });
  const submit = () => move.submit({ id: task.id, ver: task.ver, at: value.at, text: value.text });
  return (
    <Dialog title={t("steps.moveTitle")} onClose={onClose}>
      <form onSubmit={onSubmit(submit)} noValidate>
        <ErrorBox error={move.error} />
        <NextStepFields value={value} onChange={setValue} issues={move.issues} path="" />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={move.pending}>
            {t("common.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

/** Plans a step with a client. */
export function PlanStep({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const t = useTranslations();
  const [value, setValue] = useState(noStep);
  const plan = useSubmit(tasksContract.plan, { refreshes: ["tasks", "clients"], onDone: onClose });
  const submit = () =>
    plan.submit({ clientId, text: value.text, at: value.at, ...(value.typeId ? { typeId: value.typeId } : {}) });
  return (
    <Dialog title={t("steps.planTitle")} onClose={onClose}>
      <form onSubmit={onSubmit(submit)} noValidate>
        <ErrorBox error={plan.error} />
        <NextStepFields value={value} onChange={setValue} issues={plan.issues} path="" withType />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={plan.pending}>
            {t("steps.plan")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
