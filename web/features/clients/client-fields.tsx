"use client";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { DictionaryName } from "#shared/dictionaries/schema.ts";
import { ClientPicker } from "../../components/client-picker.tsx";
import { EntrySelect } from "../../components/entry-select.tsx";
import { Segments } from "../../components/filter-bar.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import type { useForm } from "../../lib/form.ts";
import type { Issues } from "../../lib/issues.ts";
import { useEmployees } from "../../lib/names.ts";
import type { ClientDraft } from "./client-draft.ts";
import styles from "./client-form.module.css";
import { DuplicateHint } from "./duplicate-hint.tsx";
import { WaysField } from "./ways-field.tsx";

type Form = ReturnType<typeof useForm<ClientDraft>>;

interface FieldsProps {
  form: Form;
  issues: Issues;
  /** The card being changed; a new one has none. */
  own?: string | undefined;
  /** Field to begin with. */
  focus?: keyof ClientDraft | undefined;
}

/** Who it is and how to reach him. */
export function MainFields({ form, issues, own, focus = "name" }: FieldsProps) {
  const t = useTranslations("clients.fields");
  const at = (name: keyof ClientDraft) => (focus === name ? { "data-autofocus": true } : {});
  return (
    <>
      <Segments
        label={t("kind")}
        value={form.values.kind}
        options={(["organisation", "person"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(kind) => form.set("kind", kind)}
      />
      <FormGrid>
        <TextInput label={t("name")} maxLength={200} {...at("name")} {...form.text("name")} />
        <div>
          <TextInput label={t("taxNumber")} maxLength={32} {...at("taxNumber")} {...form.text("taxNumber")} />
          <DuplicateHint field="taxNumber" value={form.values.taxNumber} own={own} />
        </div>
        <WaysField
          kind="phone"
          label={t("phones")}
          value={form.values.phones}
          onChange={(phones) => form.set("phones", phones)}
          errorOf={(index) => issues[`phones.${index}.value`]}
          own={own}
        />
        <WaysField
          kind="email"
          label={t("emails")}
          value={form.values.emails}
          onChange={(emails) => form.set("emails", emails)}
          errorOf={(index) => issues[`emails.${index}.value`]}
          own={own}
        />
      </FormGrid>
    </>
  );
}

const entries = {
  regionId: "region",
  industryId: "industry",
  sourceId: "source",
  productSourceId: "source",
  triggerId: "trigger",
  interestId: "interest",
} as const satisfies Partial<Record<keyof ClientDraft, DictionaryName>>;

/** Segment, curator, where he heard of us, what made him come, what he needs. */
export function StoryFields({ form, focus }: FieldsProps) {
  const t = useTranslations("clients.fields");
  const employees = useEmployees();
  const entry = (name: keyof typeof entries) => {
    const { error } = form.text(name);
    return (
      <EntrySelect
        label={t(name)}
        dictionary={entries[name]}
        none={t("none")}
        value={form.values[name]}
        onChange={(id) => form.set(name, id)}
        error={error}
        autoFocus={focus === name}
      />
    );
  };
  return (
    <FormGrid>
      {entry("regionId")}
      {entry("industryId")}
      <NativeSelect
        label={t("curatorId")}
        data={[{ value: "", label: t("none") }, ...employees.choices(form.values.curatorId)]}
        {...(focus === "curatorId" ? { "data-autofocus": true } : {})}
        {...form.text("curatorId")}
      />
      {entry("interestId")}
      {entry("sourceId")}
      {entry("productSourceId")}
      {entry("triggerId")}
      <NativeSelect
        label={t("initiative")}
        data={[
          { value: "", label: t("none") },
          ...(["ours", "theirs"] as const).map((value) => ({ value, label: t(`initiatives.${value}`) })),
        ]}
        {...(focus === "initiative" ? { "data-autofocus": true } : {})}
        {...form.text("initiative")}
      />
      <Textarea
        className={styles.wide}
        label={t("need")}
        maxLength={4000}
        autosize={false}
        rows={3}
        {...(focus === "need" ? { "data-autofocus": true } : {})}
        {...form.text("need")}
      />
    </FormGrid>
  );
}

/** What is asked later, if at all. */
export function RareFields({ form, issues, focus }: FieldsProps) {
  const t = useTranslations("clients.fields");
  const at = (name: keyof ClientDraft) => (focus === name ? { "data-autofocus": true } : {});
  return (
    <FormGrid>
      <TextInput label={t("website")} maxLength={200} {...at("website")} {...form.text("website")} />
      <TextInput label={t("address")} maxLength={300} {...at("address")} {...form.text("address")} />
      <TextInput type="date" label={t("firstContactOn")} {...form.text("firstContactOn")} />
      <TextInput type="date" label={t("sourceOn")} {...form.text("sourceOn")} />
      <ClientPicker
        label={t("parent")}
        value={form.values.parent}
        onChange={(parent) => form.set("parent", parent)}
        error={issues["parentId"]}
      />
      <TextInput inputMode="numeric" label={t("foundedYear")} maxLength={4} {...form.text("foundedYear")} />
      <TextInput inputMode="numeric" label={t("staff")} maxLength={12} {...form.text("staff")} />
      <TextInput inputMode="decimal" label={t("turnover")} maxLength={24} {...form.text("turnover", "turnoverMinor")} />
    </FormGrid>
  );
}
