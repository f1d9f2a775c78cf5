"use client";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { inquiryChannels, type InquiryChannel } from "#shared/inquiries/schema.ts";
import type { Output } from "#shared/http/contract.ts";
import { ClientPicker, type PickedClient } from "../../components/client-picker.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { EntrySelect } from "../../components/entry-select.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./inquiries.module.css";

const chosen = [
  ["trigger", "triggerId"],
  ["source", "sourceId"],
  ["region", "regionId"],
  ["industry", "industryId"],
] as const;

type Draft = Record<
  | "subject"
  | "text"
  | "channel"
  | "name"
  | "phone"
  | "email"
  | "company"
  | "language"
  | "triggerId"
  | "sourceId"
  | "regionId"
  | "industryId",
  string
>;

/** Corrects what is known of an open inquiry, and chooses its client. */
export function EditInquiry(props: { answer: Output<typeof inquiriesContract.get>; onClose: () => void }) {
  const { inquiry, clientName = "" } = props.answer;
  const t = useTranslations();
  const [client, setClient] = useState<PickedClient | undefined>(
    inquiry.clientId ? { id: inquiry.clientId, name: clientName } : undefined,
  );
  const change = useSubmit(inquiriesContract.change, { onDone: props.onClose });
  const form = useForm<Draft>(
    {
      subject: inquiry.subject,
      text: inquiry.text ?? "",
      channel: inquiry.channel,
      name: inquiry.from.name ?? "",
      phone: inquiry.from.phone ?? "",
      email: inquiry.from.email ?? "",
      company: inquiry.from.company ?? "",
      language: inquiry.language ?? "",
      triggerId: inquiry.triggerId ?? "",
      sourceId: inquiry.sourceId ?? "",
      regionId: inquiry.regionId ?? "",
      industryId: inquiry.industryId ?? "",
    },
    change.issues,
  );
  const { values } = form;
  const submit = () =>
    change.submit({
      id: inquiry.id,
      ver: inquiry.ver,
      subject: values.subject,
      text: filled(values.text) ?? null,
      channel: values.channel as InquiryChannel,
      from: {
        ...(filled(values.name) ? { name: values.name } : {}),
        ...(filled(values.phone) ? { phone: values.phone } : {}),
        ...(filled(values.email) ? { email: values.email } : {}),
        ...(filled(values.company) ? { company: values.company } : {}),
      },
      language: filled(values.language) ?? null,
      ...(client?.id === inquiry.clientId ? {} : { clientId: client?.id ?? null }),
      ...Object.fromEntries(chosen.map(([, field]) => [field, values[field] || null])),
    });
  return (
    <Dialog title={t("inquiries.edit")} onClose={props.onClose} size="lg">
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <TextInput label={t("inquiries.subject")} maxLength={200} data-autofocus {...form.text("subject")} />
        <ClientPicker
          label={t("inquiries.client")}
          value={client}
          onChange={setClient}
          error={change.issues["clientId"]}
        />
        <FormGrid>
          <TextInput label={t("inquiries.name")} maxLength={120} {...form.text("name", "from.name")} />
          <TextInput type="tel" label={t("inquiries.phone")} maxLength={40} {...form.text("phone", "from.phone")} />
          <TextInput type="email" label={t("inquiries.email")} maxLength={254} {...form.text("email", "from.email")} />
          <TextInput label={t("inquiries.company")} maxLength={200} {...form.text("company", "from.company")} />
          <NativeSelect
            label={t("inquiries.channel")}
            data={inquiryChannels.map((value) => ({ value, label: t(`inquiries.channels.${value}`) }))}
            {...form.text("channel")}
          />
          <TextInput label={t("inquiries.language")} placeholder="ru" maxLength={2} {...form.text("language")} />
          {chosen.map(([dictionary, field]) => (
            <EntrySelect
              key={field}
              label={t(`inquiries.${dictionary}`)}
              dictionary={dictionary}
              none={t("common.none")}
              value={values[field]}
              onChange={(id) => form.set(field, id)}
              error={change.issues[field]}
            />
          ))}
        </FormGrid>
        <Textarea label={t("inquiries.text")} rows={4} maxLength={8000} {...form.text("text")} />
        <ErrorBox error={change.error} />
        <Actions>
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={change.pending}>
            {t("common.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
