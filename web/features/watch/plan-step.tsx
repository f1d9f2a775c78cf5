"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tasksContract } from "#shared/tasks/contract.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { NextStepFields, noStep, stepInput } from "../../components/next-step-fields.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Plans the next step with the client of a row. */
export function PlanStep(props: { client: { id: string; name: string }; onClose: () => void }) {
  const { client, onClose } = props;
  const t = useTranslations();
  const [value, setValue] = useState(noStep);
  const plan = useSubmit(tasksContract.plan, { refreshes: ["tasks", "clients", "watch"], onDone: onClose });
  return (
    <Dialog title={client.name} onClose={onClose}>
      <form onSubmit={onSubmit(() => plan.submit({ clientId: client.id, ...stepInput(value) }))} noValidate>
        <ErrorBox error={Object.keys(plan.issues).length > 0 ? undefined : plan.error} />
        <NextStepFields value={value} onChange={setValue} issues={plan.issues} path="" withType />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={plan.pending}>
            {t("watch.plan")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
