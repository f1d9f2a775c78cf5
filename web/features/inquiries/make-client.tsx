"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import type { InquiryView } from "#shared/inquiries/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./inquiries.module.css";

/** Makes a client of whoever asks; what is known of him fills the card. One who is there already is named. */
export function MakeClient({ inquiry, onClose }: { inquiry: InquiryView; onClose: () => void }) {
  const t = useTranslations();
  const { from } = inquiry;
  const make = useSubmit(inquiriesContract.makeClient, { refreshes: ["inquiries", "clients"], onDone: onClose });
  const form = useForm(
    { name: from.company ?? from.name ?? "", kind: from.company ? "organisation" : "person" },
    make.issues,
  );
  const submit = () =>
    make.submit({
      id: inquiry.id,
      ver: inquiry.ver,
      name: form.values.name,
      kind: form.values.kind === "person" ? "person" : "organisation",
    });
  return (
    <Dialog title={t("inquiries.makeClient")} onClose={onClose}>
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <TextInput label={t("inquiries.clientName")} maxLength={200} data-autofocus {...form.text("name")} />
        <NativeSelect
          label={t("inquiries.kind")}
          data={(["organisation", "person"] as const).map((value) => ({ value, label: t(`inquiries.kinds.${value}`) }))}
          {...form.text("kind")}
        />
        <p className={styles.quiet}>{t("inquiries.makeNote")}</p>
        <ErrorBox error={make.error} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={make.pending}>
            {t("inquiries.makeClient")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
