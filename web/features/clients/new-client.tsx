"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import type { ClientView } from "#shared/clients/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany } from "../../lib/company.tsx";
import { forgetDraft, useDraft } from "../../lib/drafts.ts";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { clientInput, emptyClient } from "./client-draft.ts";
import { MainFields, RareFields, StoryFields } from "./client-fields.tsx";
import styles from "./client-form.module.css";
import { contactInput, ContactFieldset, emptyContact, isContact } from "./contact-fields.tsx";
import { duplicateIn, DuplicateRefusal } from "./duplicate-hint.tsx";

/** Makes a card, with its first contact person. What was typed waits here until it is saved. */
export function NewClient({ onClose, onMade }: { onClose: () => void; onMade: (client: ClientView) => void }) {
  const t = useTranslations();
  const { id: company, company: settings, membership } = useCompany();
  const draft = `new client ${company}`;
  const [empty] = useState({
    client: { ...emptyClient, curatorId: membership?.employeeId ?? "" },
    contact: emptyContact,
  });
  const [kept, keep] = useDraft(draft, empty);
  const create = useSubmit(clientsContract.create, {
    onDone: (client) => {
      forgetDraft(draft);
      onMade(client);
    },
  });
  const form = useForm(kept.client, create.issues);
  const contact = useForm(kept.contact, create.issues);
  const { values } = form;
  const { values: person } = contact;
  useEffect(() => keep({ client: values, contact: person }), [keep, values, person]);
  const submit = () =>
    create.submit({
      ...clientInput(values, settings?.currency ?? ""),
      ...(isContact(person) ? { contact: contactInput(person) } : {}),
    });
  return (
    <Dialog title={t("clients.new")} onClose={onClose} size="xl">
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <MainFields form={form} issues={create.issues} />
        <fieldset className={styles.part}>
          <legend>{t("clients.contact.first")}</legend>
          <ContactFieldset form={contact} issues={create.issues} path="contact." />
        </fieldset>
        <fieldset className={styles.part}>
          <legend>{t("clients.story")}</legend>
          <StoryFields form={form} issues={create.issues} />
        </fieldset>
        <details className={styles.rare}>
          <summary>{t("clients.rare")}</summary>
          <RareFields form={form} issues={create.issues} />
        </details>
        <div className={styles.end}>
          {duplicateIn(create.error) ? <DuplicateRefusal error={create.error} /> : <ErrorBox error={create.error} />}
          <Actions>
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={create.pending}>
              {t("clients.make")}
            </Button>
          </Actions>
        </div>
      </form>
    </Dialog>
  );
}
