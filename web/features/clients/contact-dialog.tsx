"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { contactName } from "#shared/clients/columns.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { Contact } from "#shared/clients/schema.ts";
import { ConflictBox } from "../../components/conflict.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useFormats } from "../../lib/formats.ts";
import { onSubmit, useForm } from "../../lib/form.ts";
import { mergeOf } from "../../lib/merge.ts";
import { isStale, useSubmit } from "../../lib/submit.ts";
import styles from "./client-form.module.css";
import { contactDraftOf, contactInput, ContactFieldset, emptyContact } from "./contact-fields.tsx";
import { duplicateIn, DuplicateRefusal } from "./duplicate-hint.tsx";

/** Adds a contact person, or changes one. */
export function ContactDialog(props: { clientId: string; contact: Contact | undefined; onClose: () => void }) {
  const t = useTranslations();
  const { clientId, onClose } = props;
  const [contact] = useState(props.contact);
  const [base] = useState(() => contactInput(contact ? contactDraftOf(contact) : emptyContact));
  const add = useSubmit(clientsContract.addContact, { onDone: onClose });
  const change = useSubmit(clientsContract.changeContact, {
    onDone: onClose,
    onStale: (current, { id }) => {
      const theirs = Contact.safeParse(current).data;
      if (!theirs) return undefined;
      const { merged, clashes } = mergeOf(base, mine, contactInput(contactDraftOf(theirs)));
      return clashes.length > 0 ? undefined : { clientId, id, ver: theirs.ver, ...merged };
    },
  });
  const active = contact ? change : add;
  const form = useForm(contact ? contactDraftOf(contact) : emptyContact, active.issues);
  const mine = contactInput(form.values);
  const submit = () =>
    contact
      ? change.submit({ clientId, id: contact.id, ver: contact.ver, ...mine })
      : add.submit({ clientId, ...mine });

  const current = isStale(change.error) ? Contact.safeParse(change.error.problem.current).data : undefined;
  const theirs = current ? contactInput(contactDraftOf(current)) : mine;
  const { merged, clashes } = mergeOf(base, mine, theirs);
  const textOf = useContactText();
  return (
    <Dialog
      title={contact ? t("card.contacts.editTitle", { name: contactName(contact) }) : t("card.contacts.addTitle")}
      onClose={onClose}
      size="lg"
    >
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <ContactFieldset form={form} issues={active.issues} own={clientId} focus rare />
        <div className={styles.end}>
          {current && clashes.length > 0 ? (
            <ConflictBox
              clashes={clashes.map((field) => ({
                field,
                label: t(`clients.contact.${field}`),
                mine: textOf(mine[field]),
                theirs: textOf(theirs[field]),
              }))}
              pending={change.pending}
              onResolve={(chosen) =>
                void change.submit({
                  clientId,
                  id: current.id,
                  ver: current.ver,
                  ...merged,
                  ...Object.fromEntries(Object.entries(theirs).filter(([name]) => chosen.has(name))),
                })
              }
            />
          ) : duplicateIn(active.error) ? (
            <DuplicateRefusal error={active.error} />
          ) : (
            <ErrorBox error={active.error} />
          )}
          <Actions>
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            {current ? null : (
              <Button type="submit" loading={active.pending}>
                {contact ? t("common.save") : t("common.add")}
              </Button>
            )}
          </Actions>
        </div>
      </form>
    </Dialog>
  );
}

function useContactText() {
  const t = useTranslations("card.contacts");
  const { day } = useFormats();
  return (value: unknown): string => {
    if (Array.isArray(value)) return value.map((way: { value: string }) => way.value).join(", ");
    if (typeof value === "boolean") return value ? t("yes") : "";
    if (typeof value !== "string") return "";
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value;
  };
}
