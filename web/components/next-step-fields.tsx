"use client";
import { TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dayAfter, useWhen, workday } from "../lib/wall.ts";
import { DurationSelect } from "./duration-select.tsx";
import { EntrySelect } from "./entry-select.tsx";
import { LeadTimes } from "./lead-times.tsx";
import styles from "./next-step-fields.module.css";

/** A next step as it is being typed; an empty text is no step. */
export interface StepDraft {
  text: string;
  /** `2026-12-01T10:00` */
  at: string;
  typeId: string;
  /** Minutes it takes; empty where nobody says. */
  minutes?: string;
  /** Lead times in minutes; null and absent: as the performer has chosen for himself. */
  remind?: readonly number[] | null;
}

/** No step yet. */
export const noStep: StepDraft = { text: "", at: "", typeId: "" };

/** The step as the contract wants it. */
export function stepInput({ text, at, typeId, minutes, remind }: StepDraft): GivenStep {
  return {
    text,
    at,
    ...(typeId ? { typeId } : {}),
    ...(minutes ? { minutes: Number(minutes) } : {}),
    ...(remind ? { remind: [...remind] } : {}),
  };
}

interface GivenStep {
  text: string;
  at: string;
  typeId?: string;
  minutes?: number;
  remind?: number[];
}

const jumps = [1, 3, 7, 30] as const;

/** What is next, and when: by the calendar or by one press. */
export function NextStepFields(props: {
  value: StepDraft;
  onChange: (value: StepDraft) => void;
  /** Messages by path: `next.text`, `next.at`. */
  issues: Record<string, string>;
  path?: string;
  withType?: boolean;
}) {
  const { value, onChange, issues, path = "next." } = props;
  const t = useTranslations("when");
  const when = useWhen();
  const [more, setMore] = useState(false);
  const jump = (days: number) => {
    const day = workday(dayAfter(when.today(), days));
    onChange({ ...value, at: `${day}T${value.at.slice(11) || "10:00"}` });
  };
  return (
    <div className={styles.fields}>
      <TextInput
        className={styles.text}
        label={t("what")}
        placeholder={t("whatExample")}
        maxLength={500}
        value={value.text}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        error={issues[`${path}text`]}
      />
      {props.withType ? (
        <EntrySelect
          label={t("type")}
          dictionary="activity_type"
          none={t("noType")}
          value={value.typeId}
          onChange={(typeId) => onChange({ ...value, typeId })}
          error={issues[`${path}typeId`]}
        />
      ) : null}
      <TextInput
        className={styles.when}
        type="datetime-local"
        label={t("when")}
        value={value.at}
        onChange={(event) => onChange({ ...value, at: event.currentTarget.value.slice(0, 16) })}
        error={issues[`${path}at`]}
      />
      <div className={styles.jumps} role="group" aria-label={t("soon")}>
        {jumps.map((days) => (
          <button key={days} type="button" className={styles.jump} onClick={() => jump(days)}>
            {t(`jumps.${days}`)}
          </button>
        ))}
      </div>
      <details className={styles.more} onToggle={(event) => setMore(event.currentTarget.open)}>
        <summary>{t("more")}</summary>
        {more ? (
          <>
            <DurationSelect
              value={value.minutes ?? ""}
              onChange={(minutes) => onChange({ ...value, minutes })}
              error={issues[`${path}minutes`]}
            />
            <LeadTimes value={value.remind ?? null} onChange={(remind) => onChange({ ...value, remind })} mayFollow />
          </>
        ) : null}
      </details>
    </div>
  );
}
