"use client";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { inquiryOutcomes, type InquiryOutcome, type InquiryView } from "#shared/inquiries/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { usePipelines } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./inquiries.module.css";

/** Ends an inquiry with its outcome. One that is a deal names an open one of the client or opens a new one. */
export function CloseInquiry({ inquiry, onClose }: { inquiry: InquiryView; onClose: () => void }) {
  const t = useTranslations();
  const [outcome, setOutcome] = useState<InquiryOutcome>(inquiry.answeredAt ? "answered" : "no_answer");
  const close = useSubmit(inquiriesContract.close, { refreshes: ["inquiries", "clients", "deals"], onDone: onClose });
  const form = useForm(
    { note: "", said: "", dealId: inquiry.dealId ?? "", title: inquiry.subject, pipelineId: "" },
    close.issues,
  );
  const { values } = form;
  const asksAnswer = outcome === "answered" && !inquiry.answeredAt;
  const asksNote = outcome === "other" || outcome === "passed_on";
  const deal = () => {
    if (outcome !== "became_deal") return {};
    if (values.dealId) return { dealId: values.dealId };
    return { deal: { title: values.title, ...(values.pipelineId ? { pipelineId: values.pipelineId } : {}) } };
  };
  const submit = () =>
    close.submit({
      id: inquiry.id,
      ver: inquiry.ver,
      outcome,
      ...(filled(values.note) ? { note: values.note } : {}),
      ...(asksAnswer ? { answer: { text: values.said } } : {}),
      ...deal(),
    });
  return (
    <Dialog title={t("inquiries.closeTitle")} onClose={onClose}>
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <NativeSelect
          label={t("inquiries.outcome")}
          data-autofocus
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value as InquiryOutcome)}
          data={inquiryOutcomes.map((value) => ({ value, label: t(`inquiries.outcomes.${value}`) }))}
        />
        {asksAnswer ? (
          <Textarea label={t("inquiries.said")} rows={3} maxLength={8000} {...form.text("said", "answer.text")} />
        ) : null}
        {outcome === "became_deal" ? (
          inquiry.clientId ? (
            <DealChoice clientId={inquiry.clientId} form={form} />
          ) : (
            <p className={styles.known}>{t("inquiries.needsClient")}</p>
          )
        ) : null}
        <Textarea
          label={t(asksNote ? "inquiries.note" : "inquiries.noteOptional")}
          rows={2}
          maxLength={4000}
          {...form.text("note")}
        />
        <ErrorBox error={close.error} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={close.pending} disabled={outcome === "became_deal" && !inquiry.clientId}>
            {t("inquiries.close")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

type DealForm = ReturnType<
  typeof useForm<{ note: string; said: string; dealId: string; title: string; pipelineId: string }>
>;

function DealChoice({ clientId, form }: { clientId: string; form: DealForm }) {
  const t = useTranslations("inquiries");
  const pipelines = usePipelines();
  const card = useAnswer(clientsContract.card, { id: clientId });
  const open = card.data?.deals.filter(({ state }) => state === "open") ?? [];
  return (
    <>
      {open.length > 0 ? (
        <NativeSelect
          label={t("deal")}
          data={[{ value: "", label: t("newDeal") }, ...open.map(({ id, title }) => ({ value: id, label: title }))]}
          {...form.text("dealId")}
        />
      ) : null}
      {form.values.dealId ? null : (
        <FormGrid>
          <TextInput label={t("dealTitle")} maxLength={200} {...form.text("title", "deal.title")} />
          {pipelines.offered.length > 1 ? (
            <NativeSelect
              label={t("pipeline")}
              data={pipelines.choices()}
              {...form.text("pipelineId", "deal.pipelineId")}
              value={form.values.pipelineId || (pipelines.offered[0]?.id ?? "")}
            />
          ) : null}
        </FormGrid>
      )}
    </>
  );
}
