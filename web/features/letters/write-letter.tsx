"use client";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { contactName } from "#shared/clients/columns.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { notify } from "../../components/notices.tsx";
import { Empty, ErrorBox } from "../../components/states.tsx";
import { usePutAnswer } from "../../lib/answers.ts";
import { useDraft } from "../../lib/drafts.ts";
import { onSubmit } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { Attachments, type Attached } from "./attachments.tsx";
import styles from "./letters.module.css";

type Card = Output<typeof clientsContract.card>;

const blank = { address: 0, subject: "", text: "", dealId: "" };

/** A letter to an address of the card, with files; it is recorded in History by itself. */
export function WriteLetter({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useTranslations();
  const put = usePutAnswer();
  const { client, deals } = card;
  const addresses = addressesOf(card);
  const [values, setValues] = useDraft(`letter ${client.id}`, blank);
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [changed, setChanged] = useState<readonly string[]>([]);
  const write = useSubmit(lettersContract.write, {
    onDone: ({ entry, letter }) => {
      setValues(blank);
      put(
        clientsContract.card,
        { id: client.id },
        (last) => last && { ...last, history: [entry, ...last.history.filter(({ id }) => id !== entry.id)] },
      );
      notify({ message: t("letters.queued", { to: letter.to }) });
      onClose();
    },
  });
  const set = (change: Partial<typeof blank>) => {
    setValues((last) => ({ ...last, ...change }));
    setChanged((last) => [...last, ...Object.keys(change)]);
  };
  const errorOf = (name: string) => (changed.includes(name) ? undefined : write.issues[name]);
  const to = addresses[values.address] ?? addresses[0];
  if (!to) {
    return (
      <Dialog title={t("letters.title")} onClose={onClose}>
        <Empty title={t("letters.noAddress.title")}>{t("letters.noAddress.text")}</Empty>
      </Dialog>
    );
  }
  const waits = files.some(({ state }) => state === "sending");
  const submit = () => {
    setChanged([]);
    return write.submit({
      clientId: client.id,
      to: to.email,
      ...(to.contactId ? { contactId: to.contactId } : {}),
      subject: values.subject,
      text: values.text,
      fileIds: files.flatMap(({ id }) => id ?? []),
      ...(values.dealId ? { dealId: values.dealId } : {}),
    });
  };
  return (
    <Dialog title={t("letters.title")} onClose={onClose} size="lg">
      <form className={styles.letter} onSubmit={onSubmit(submit)} noValidate>
        <NativeSelect
          label={t("letters.to")}
          value={String(addresses.indexOf(to))}
          onChange={(event) => set({ address: Number(event.currentTarget.value) })}
          data={addresses.map(({ label }, index) => ({ value: String(index), label }))}
          error={write.issues["to"] ?? write.issues["contactId"]}
        />
        <TextInput
          label={t("letters.subject")}
          maxLength={200}
          data-autofocus
          value={values.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          error={errorOf("subject")}
        />
        <Textarea
          label={t("letters.text")}
          rows={10}
          maxLength={50_000}
          value={values.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          error={errorOf("text")}
        />
        <Attachments files={files} onChange={setFiles} />
        {deals.length > 0 ? (
          <NativeSelect
            label={t("letters.deal")}
            value={values.dealId}
            onChange={(event) => set({ dealId: event.currentTarget.value })}
            data={[
              { value: "", label: t("common.none") },
              ...deals.map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
        ) : null}
        <ErrorBox error={write.error} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={write.pending} disabled={waits}>
            {waits ? t("letters.waits") : t("letters.send")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

interface Address {
  email: string;
  label: string;
  contactId?: string;
}

/** Addresses of the contact persons, then those of the card itself. */
function addressesOf({ client, contacts }: Card): Address[] {
  return [
    ...contacts.flatMap((contact) =>
      contact.emails.map(({ value }) => ({
        email: value,
        label: `${contactName(contact)} <${value}>`,
        contactId: contact.id,
      })),
    ),
    ...client.emails.map(({ value }) => ({ email: value, label: `${client.name} <${value}>` })),
  ];
}
