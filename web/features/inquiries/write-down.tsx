"use client";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Email, Phone } from "#shared/fields.ts";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { inquiryChannels, type AskerMatch, type InquiryChannel, type InquiryView } from "#shared/inquiries/schema.ts";
import { ClientPicker, type PickedClient } from "../../components/client-picker.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { EntrySelect } from "../../components/entry-select.tsx";
import { Segments, useTyped } from "../../components/filter-bar.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { notify } from "../../components/notices.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useEmployees } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./inquiries.module.css";

const empty = {
  phone: "",
  email: "",
  name: "",
  company: "",
  subject: "",
  text: "",
  forEmployeeId: "",
  assigneeId: "",
  triggerId: "",
  regionId: "",
};

/** Writes down who asks for what, while he is on the line: his number first, which finds the client. */
export function WriteDown({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const employees = useEmployees();
  const when = useWhen();
  const [channel, setChannel] = useState<InquiryChannel>("call");
  const [client, setClient] = useState<PickedClient>();
  const add = useSubmit(inquiriesContract.add, {
    onDone: (inquiry) => {
      notify({ message: told(inquiry) });
      onClose();
    },
  });
  const told = ({ assigneeId, dueAt }: InquiryView) =>
    assigneeId
      ? t("inquiries.given", { name: employees.name(assigneeId), when: when.moment(dueAt) })
      : t("inquiries.givenNobody");
  const form = useForm(empty, add.issues);
  const { values } = form;
  const matches = useMatches(values.phone, values.email);
  const submit = () =>
    add.submit({
      channel,
      subject: values.subject,
      from: {
        ...(filled(values.phone) ? { phone: values.phone } : {}),
        ...(filled(values.email) ? { email: values.email } : {}),
        ...(filled(values.name) ? { name: values.name } : {}),
        ...(filled(values.company) ? { company: values.company } : {}),
      },
      ...(filled(values.text) ? { text: values.text } : {}),
      ...(client ? { clientId: client.id } : {}),
      ...(values.forEmployeeId ? { forEmployeeId: values.forEmployeeId } : {}),
      ...(values.assigneeId ? { assigneeId: values.assigneeId } : {}),
      ...(values.triggerId ? { triggerId: values.triggerId } : {}),
      ...(values.regionId ? { regionId: values.regionId } : {}),
    });
  return (
    <Dialog title={t("inquiries.writeDown")} onClose={onClose} size="lg">
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <Segments
          label={t("inquiries.channel")}
          value={channel}
          options={inquiryChannels.map((value) => ({ value, label: t(`inquiries.channels.${value}`) }))}
          onChange={setChannel}
        />
        <FormGrid>
          <TextInput
            type="tel"
            label={t("inquiries.phone")}
            autoComplete="off"
            maxLength={40}
            data-autofocus
            {...form.text("phone", "from.phone")}
          />
          <TextInput label={t("inquiries.name")} maxLength={120} {...form.text("name", "from.name")} />
          <TextInput
            type="email"
            label={t("inquiries.email")}
            autoComplete="off"
            maxLength={254}
            {...form.text("email", "from.email")}
          />
          <TextInput label={t("inquiries.company")} maxLength={200} {...form.text("company", "from.company")} />
        </FormGrid>
        <Known matches={matches} chosen={client} onChoose={setClient} />
        <TextInput label={t("inquiries.subject")} maxLength={200} {...form.text("subject")} />
        <NativeSelect
          label={t("inquiries.wanted")}
          data={[{ value: "", label: t("inquiries.anybody") }, ...employees.choices()]}
          {...form.text("forEmployeeId")}
        />
        <details className={styles.more}>
          <summary>{t("inquiries.more")}</summary>
          <ClientPicker label={t("inquiries.client")} value={client} onChange={setClient} />
          <Textarea label={t("inquiries.text")} rows={3} maxLength={8000} {...form.text("text")} />
          <FormGrid>
            <NativeSelect
              label={t("inquiries.assignee")}
              data={[{ value: "", label: t("inquiries.byRules") }, ...employees.choices()]}
              {...form.text("assigneeId")}
            />
            <EntrySelect
              label={t("inquiries.trigger")}
              dictionary="trigger"
              none={t("common.none")}
              value={values.triggerId}
              onChange={(id) => form.set("triggerId", id)}
            />
            <EntrySelect
              label={t("inquiries.region")}
              dictionary="region"
              none={t("common.none")}
              value={values.regionId}
              onChange={(id) => form.set("regionId", id)}
            />
          </FormGrid>
        </details>
        <ErrorBox error={add.error} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={add.pending}>
            {t("inquiries.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

/** Clients who have what was typed, as soon as it is a number or an address. */
function useMatches(phone: string, email: string): readonly AskerMatch[] {
  const settled = { phone: useTyped(phone.trim()), email: useTyped(email.trim()) };
  // Three digits begin every number.
  const whole = settled.phone.replace(/\D/g, "").length >= 7 && Phone.safeParse(settled.phone).success;
  const input = {
    ...(whole ? { phone: settled.phone } : {}),
    ...(Email.safeParse(settled.email).success ? { email: settled.email } : {}),
  };
  const asks = Object.keys(input).length > 0;
  const { data } = useAnswer(inquiriesContract.match, input, { enabled: asks, keep: true });
  return asks ? (data?.clients ?? []) : [];
}

function Known(props: {
  matches: readonly AskerMatch[];
  chosen: PickedClient | undefined;
  onChoose: (client: PickedClient) => void;
}) {
  const { matches, chosen, onChoose } = props;
  const t = useTranslations("inquiries");
  const employees = useEmployees();
  if (matches.length === 0) return null;
  return (
    <div role="status">
      <ul className={styles.matches}>
        {matches.map(({ clientId, name, contactName, curatorId }) => (
          <li key={clientId} className={styles.known}>
            <span>
              {t("known", { name })}
              {contactName ? `, ${contactName}` : ""}
              {curatorId ? `, ${t("leads", { name: employees.name(curatorId) })}` : ""}
            </span>
            {matches.length > 1 && chosen?.id !== clientId ? (
              <Button size="xs" variant="default" onClick={() => onChoose({ id: clientId, name })}>
                {t("thisClient")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
