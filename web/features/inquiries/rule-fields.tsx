"use client";
import { NativeSelect, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { employeesContract } from "#shared/employees/contract.ts";
import { inquiryChannels, type InquiryChannel, type RuleTo, type RuleWhen } from "#shared/inquiries/schema.ts";
import { ChoiceChip } from "../../components/filter-bar.tsx";
import { OrderButtons } from "../../components/order-buttons.tsx";
import { useAnswer } from "../../lib/answers.ts";
import type { Issues } from "../../lib/issues.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import type { RuleDraft } from "./rule-draft.ts";
import styles from "./inquiries.module.css";

const hours = ["any", "working", "off"] as const;
const languages = ["ru", "en", "uk", "kk", "de", "fr", "es", "zh", "tr"] as const;

/** One rule of routing: when it holds, and to whom it gives. */
export function RuleFields(props: {
  rule: RuleDraft;
  index: number;
  last: boolean;
  locked: boolean;
  issues: Issues;
  onChange: (rule: RuleDraft) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { rule, index, locked, issues, onChange } = props;
  const t = useTranslations("inquiries");
  const path = `rules.${index}`;
  return (
    <li className={styles.rule}>
      {locked ? null : <OrderButtons name={rule.name} first={index === 0} last={props.last} onMove={props.onMove} />}
      <div className={styles.ruleBody}>
        <TextInput
          aria-label={t("rules.name", { number: index + 1 })}
          maxLength={80}
          disabled={locked}
          value={rule.name}
          error={issues[`${path}.name`]}
          onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
        />
        <When rule={rule} locked={locked} onChange={(when) => onChange({ ...rule, when: { ...rule.when, ...when } })} />
        <To rule={rule} locked={locked} issues={issues} path={path} onChange={(to) => onChange({ ...rule, to })} />
      </div>
      {locked ? null : (
        <button
          type="button"
          className={styles.remove}
          aria-label={t("rules.remove", { name: rule.name })}
          onClick={props.onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </button>
      )}
    </li>
  );
}

function When(props: { rule: RuleDraft; locked: boolean; onChange: (when: Partial<RuleWhen>) => void }) {
  const { rule, locked, onChange } = props;
  const t = useTranslations("inquiries");
  const regions = useEntries("region");
  const industries = useEntries("industry");
  const sources = useEntries("source");
  const triggers = useEntries("trigger");
  const { when } = rule;
  const change = (part: Partial<RuleWhen>) => (locked ? undefined : onChange(part));
  return (
    <div className={styles.chips}>
      <ChoiceChip
        label={t("channel")}
        options={inquiryChannels.map((id) => ({ id, name: t(`channels.${id}`) }))}
        chosen={when.channels}
        onChange={(channels) => change({ channels: channels as InquiryChannel[] })}
      />
      <ChoiceChip
        label={t("region")}
        options={regions.offered}
        chosen={when.regionIds}
        onChange={(regionIds) => change({ regionIds })}
      />
      <ChoiceChip
        label={t("industry")}
        options={industries.offered}
        chosen={when.industryIds}
        onChange={(industryIds) => change({ industryIds })}
      />
      <ChoiceChip
        label={t("language")}
        options={languages.map((id) => ({ id, name: id }))}
        chosen={when.languages}
        onChange={(chosen) => change({ languages: chosen })}
      />
      <ChoiceChip
        label={t("source")}
        options={sources.offered}
        chosen={when.sourceIds}
        onChange={(sourceIds) => change({ sourceIds })}
      />
      <ChoiceChip
        label={t("trigger")}
        options={triggers.offered}
        chosen={when.triggerIds}
        onChange={(triggerIds) => change({ triggerIds })}
      />
      <NativeSelect
        aria-label={t("rules.hours.title")}
        disabled={locked}
        data={hours.map((value) => ({ value, label: t(`rules.hours.${value}`) }))}
        value={when.hours}
        onChange={(event) => change({ hours: event.currentTarget.value as RuleWhen["hours"] })}
      />
    </div>
  );
}

function To(props: { rule: RuleDraft; locked: boolean; issues: Issues; path: string; onChange: (to: RuleTo) => void }) {
  const { rule, locked, issues, path, onChange } = props;
  const t = useTranslations("inquiries.rules.to");
  const employees = useEmployees();
  const { data } = useAnswer(employeesContract.list, {});
  const teams = data?.teams ?? [];
  const { to } = rule;
  const choose = (kind: string) => {
    if (kind === "employee") onChange({ kind, employeeId: employees.offered[0]?.id ?? "" });
    else if (kind === "team") onChange({ kind, teamId: teams[0]?.id ?? "" });
    else onChange({ kind: "curator" });
  };
  return (
    <div className={styles.chips}>
      <NativeSelect
        aria-label={t("title")}
        disabled={locked}
        data={[
          { value: "curator", label: t("curator") },
          { value: "employee", label: t("employee") },
          ...(teams.length > 0 ? [{ value: "team", label: t("team") }] : []),
        ]}
        value={to.kind}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {to.kind === "employee" ? (
        <NativeSelect
          aria-label={t("employee")}
          disabled={locked}
          data={employees.choices(to.employeeId)}
          value={to.employeeId}
          error={issues[`${path}.to.employeeId`]}
          onChange={(event) => onChange({ kind: "employee", employeeId: event.currentTarget.value })}
        />
      ) : null}
      {to.kind === "team" ? (
        <NativeSelect
          aria-label={t("team")}
          disabled={locked}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={to.teamId}
          error={issues[`${path}.to.teamId`]}
          onChange={(event) => onChange({ kind: "team", teamId: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}
