"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { dealsContract } from "#shared/deals/contract.ts";
import type { DealView } from "#shared/deals/schema.ts";
import { parseAmount } from "#shared/money.ts";
import { ClientPicker, type PickedClient } from "../../components/client-picker.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { Empty, ErrorBox } from "../../components/states.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useEmployees, usePipelines } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Opens a deal with a client. */
export function OpenDeal(props: {
  client?: PickedClient;
  pipelineId?: string | undefined;
  onClose: () => void;
  onOpened?: (deal: DealView) => void;
}) {
  const t = useTranslations();
  const { id: company, company: settings, membership } = useCompany();
  const { may } = useRights();
  const currency = settings?.currency ?? "";
  const pipelines = usePipelines();
  const employees = useEmployees();
  const [client, setClient] = useState(props.client);
  const open = useSubmit(dealsContract.open, {
    refreshes: ["deals", "clients"],
    onDone: (deal) => {
      props.onOpened?.(deal);
      props.onClose();
    },
  });
  const form = useForm(
    {
      title: "",
      pipelineId: props.pipelineId ?? "",
      stageId: "",
      managerId: membership?.employeeId ?? "",
      amount: "",
      plannedCloseOn: "",
      probability: "",
    },
    open.issues,
  );
  const { values } = form;
  const pipeline = pipelines.get(values.pipelineId) ?? pipelines.offered[0];
  const stages = pipeline?.stages ?? [];
  if (pipelines.known && !pipeline) {
    return (
      <Dialog title={t("deals.new")} onClose={props.onClose} size="sm">
        <Empty
          title={t("deals.noPipeline.title")}
          action={
            may("settings", "write") ? (
              <Link href={`/${company}/settings/pipelines`}>{t("deals.noPipeline.action")}</Link>
            ) : null
          }
        >
          {t("deals.noPipeline.text")}
        </Empty>
      </Dialog>
    );
  }
  const submit = () =>
    open.submit({
      clientId: client?.id ?? "",
      title: values.title,
      ...(pipeline ? { pipelineId: pipeline.id } : {}),
      ...(stages.some(({ id }) => id === values.stageId) ? { stageId: values.stageId } : {}),
      ...(values.managerId ? { managerId: values.managerId } : {}),
      // What is no amount is refused as one.
      ...(filled(values.amount) ? { amountMinor: parseAmount(values.amount, currency) ?? NaN } : {}),
      ...(values.plannedCloseOn ? { plannedCloseOn: values.plannedCloseOn } : {}),
      ...(filled(values.probability) ? { probability: Number(values.probability) } : {}),
    });
  return (
    <Dialog title={t("deals.new")} onClose={props.onClose} size="lg">
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          {props.client ? null : (
            <ClientPicker
              label={t("deals.client")}
              value={client}
              onChange={setClient}
              autoFocus
              error={client ? undefined : open.issues["clientId"] && t("issues.required")}
            />
          )}
          <TextInput
            label={t("deals.name")}
            maxLength={200}
            data-autofocus={props.client ? true : undefined}
            {...form.text("title")}
          />
          {pipelines.offered.length > 1 ? (
            <NativeSelect
              label={t("deals.pipeline")}
              data={pipelines.choices()}
              {...form.text("pipelineId")}
              value={pipeline?.id ?? ""}
            />
          ) : null}
          <NativeSelect
            label={t("deals.stage")}
            data={stages.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.text("stageId")}
          />
          <NativeSelect
            label={t("deals.manager")}
            data={employees.choices(values.managerId)}
            {...form.text("managerId")}
          />
          <TextInput
            label={t("deals.plannedAmount", { currency })}
            inputMode="decimal"
            maxLength={24}
            {...form.text("amount", "amountMinor")}
          />
          <TextInput type="date" label={t("deals.plannedClose")} {...form.text("plannedCloseOn")} />
          <TextInput label={t("deals.probability")} inputMode="numeric" maxLength={3} {...form.text("probability")} />
        </FormGrid>
        <ErrorBox error={open.error} />
        <Actions>
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={open.pending}>
            {t("deals.open")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
