"use client";
import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { Contact } from "#shared/clients/schema.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { filled, type useForm } from "../../lib/form.ts";
import type { Issues } from "../../lib/issues.ts";
import { waysInput, waysOf, type Way } from "./client-draft.ts";
import styles from "./client-form.module.css";
import { WaysField } from "./ways-field.tsx";

/** A contact person as he is being typed. */
export interface ContactDraft {
  lastName: string;
  firstName: string;
  patronymic: string;
  post: string;
  phones: Way[];
  emails: Way[];
  birthday: string;
  consent: boolean;
  note: string;
}

/** Nobody yet. */
export const emptyContact: ContactDraft = {
  lastName: "",
  firstName: "",
  patronymic: "",
  post: "",
  phones: [],
  emails: [],
  birthday: "",
  consent: false,
  note: "",
};

/** A contact person for his form. */
export function contactDraftOf(contact: Contact): ContactDraft {
  const { lastName = "", firstName = "", patronymic = "", post = "", birthday = "", note = "" } = contact;
  const { phones, emails, consent = false } = contact;
  return {
    lastName,
    firstName,
    patronymic,
    post,
    birthday,
    note,
    consent,
    phones: waysOf(phones),
    emails: waysOf(emails),
  };
}

/** What the contract takes of a contact person. */
export function contactInput(draft: ContactDraft) {
  return {
    lastName: filled(draft.lastName),
    firstName: filled(draft.firstName),
    patronymic: filled(draft.patronymic),
    post: filled(draft.post),
    phones: waysInput(draft.phones),
    emails: waysInput(draft.emails),
    birthday: draft.birthday || undefined,
    consent: draft.consent || undefined,
    note: filled(draft.note),
  };
}

/** Whether anything was typed of a contact person. */
export function isContact(draft: ContactDraft): boolean {
  return JSON.stringify(contactInput(draft)) !== JSON.stringify(contactInput(emptyContact));
}

/** Fields of a contact person; `path` stands before theirs in the body. */
export function ContactFieldset(props: {
  form: ReturnType<typeof useForm<ContactDraft>>;
  issues: Issues;
  path?: string;
  own?: string | undefined;
  focus?: boolean;
  rare?: boolean;
}) {
  const { form, issues, path = "", own } = props;
  const t = useTranslations("clients.contact");
  return (
    <FormGrid>
      <TextInput
        label={t("lastName")}
        maxLength={80}
        {...(props.focus ? { "data-autofocus": true } : {})}
        {...form.text("lastName", `${path}lastName`)}
      />
      <TextInput label={t("firstName")} maxLength={80} {...form.text("firstName", `${path}firstName`)} />
      <TextInput label={t("patronymic")} maxLength={80} {...form.text("patronymic", `${path}patronymic`)} />
      <TextInput label={t("post")} maxLength={160} {...form.text("post", `${path}post`)} />
      <WaysField
        kind="phone"
        label={t("phones")}
        value={form.values.phones}
        onChange={(phones) => form.set("phones", phones)}
        errorOf={(index) => issues[`${path}phones.${index}.value`]}
        own={own}
      />
      <WaysField
        kind="email"
        label={t("emails")}
        value={form.values.emails}
        onChange={(emails) => form.set("emails", emails)}
        errorOf={(index) => issues[`${path}emails.${index}.value`]}
        own={own}
      />
      {props.rare ? (
        <>
          <TextInput type="date" label={t("birthday")} {...form.text("birthday", `${path}birthday`)} />
          <Checkbox label={t("consent")} {...form.flag("consent", `${path}consent`)} />
          <Textarea
            className={styles.wide}
            label={t("note")}
            rows={2}
            maxLength={2000}
            {...form.text("note", `${path}note`)}
          />
        </>
      ) : null}
    </FormGrid>
  );
}
