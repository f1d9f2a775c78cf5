"use client";
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import type { InquiryView } from "#shared/inquiries/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { EntrySelect } from "../../components/entry-select.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useEmployees } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./inquiries.module.css";

interface Of {
  inquiry: InquiryView;
  onClose: () => void;
}

const told = ["inquiries", "clients"];

/** Writes down the first answer: the deadline ends with it. */
export function AnswerInquiry({ inquiry, onClose }: Of) {
  const t = useTranslations();
  const [typeId, setTypeId] = useState("");
  const answer = useSubmit(inquiriesContract.answer, { refreshes: told, onDone: onClose });
  const form = useForm({ text: "" }, answer.issues);
  const submit = () =>
    answer.submit({ id: inquiry.id, ver: inquiry.ver, text: form.values.text, ...(typeId ? { typeId } : {}) });
  return (
    <Dialog title={t("inquiries.answerTitle")} onClose={onClose}>
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <Textarea label={t("inquiries.said")} rows={4} maxLength={8000} data-autofocus {...form.text("text")} />
        <EntrySelect
          label={t("inquiries.type")}
          dictionary="activity_type"
          none={t(`inquiries.channels.${inquiry.channel}`)}
          value={typeId}
          onChange={setTypeId}
        />
        <ErrorBox error={answer.error} />
        <Ending label={t("inquiries.answerDo")} pending={answer.pending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Gives it to somebody; who passes on what is another's says why. */
export function PassOn({ inquiry, onClose }: Of) {
  const t = useTranslations();
  const employees = useEmployees();
  const assign = useSubmit(inquiriesContract.assign, { onDone: onClose });
  const form = useForm({ assigneeId: "", reason: "" }, assign.issues);
  const passes = inquiry.assigneeId !== undefined;
  const submit = () =>
    assign.submit({
      id: inquiry.id,
      ver: inquiry.ver,
      assigneeId: form.values.assigneeId,
      ...(filled(form.values.reason) ? { reason: form.values.reason } : {}),
    });
  const others = employees.choices().filter(({ value }) => value !== inquiry.assigneeId);
  return (
    <Dialog title={t(passes ? "inquiries.passOn" : "inquiries.assign")} onClose={onClose}>
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <NativeSelect
          label={t("inquiries.to")}
          data={[{ value: "", label: t("inquiries.choose") }, ...others]}
          data-autofocus
          {...form.text("assigneeId")}
        />
        {passes ? <Textarea label={t("inquiries.reason")} rows={2} maxLength={1000} {...form.text("reason")} /> : null}
        <ErrorBox error={assign.error} />
        <Ending
          label={t(passes ? "inquiries.passOn" : "inquiries.assign")}
          pending={assign.pending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Takes a closed one up again, with the reason. */
export function Reopen({ inquiry, onClose }: Of) {
  const t = useTranslations();
  const reopen = useSubmit(inquiriesContract.reopen, { onDone: onClose });
  const form = useForm({ reason: "" }, reopen.issues);
  const submit = () => reopen.submit({ id: inquiry.id, ver: inquiry.ver, reason: form.values.reason });
  return (
    <Dialog title={t("inquiries.reopen")} onClose={onClose}>
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <Textarea label={t("inquiries.reason")} rows={2} maxLength={1000} data-autofocus {...form.text("reason")} />
        <ErrorBox error={reopen.error} />
        <Ending label={t("inquiries.reopen")} pending={reopen.pending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Ending({ label, pending, onClose }: { label: string; pending: boolean; onClose: () => void }) {
  const t = useTranslations("common");
  return (
    <Actions>
      <Button variant="default" onClick={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" loading={pending}>
        {label}
      </Button>
    </Actions>
  );
}
