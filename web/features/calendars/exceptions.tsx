"use client";
import { TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { Issues } from "../../lib/issues.ts";
import styles from "./calendars.module.css";
import type { ExceptionDraft } from "./draft.ts";

/** Days that differ from their weekday, edited in place. */
export function Exceptions(props: {
  exceptions: readonly ExceptionDraft[];
  locked: boolean;
  issues: Issues;
  onChange: (exceptions: ExceptionDraft[]) => void;
}) {
  const t = useTranslations("calendars");
  const { exceptions, locked, issues, onChange } = props;
  const change = (index: number, part: Partial<ExceptionDraft>) =>
    onChange(exceptions.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const hoursIssue = (index: number) =>
    Object.entries(issues).find(([at]) => at.startsWith(`exceptions.${index}.intervals`))?.[1];
  return (
    <fieldset className={styles.exceptions}>
      <legend>{t("exceptions")}</legend>
      {exceptions.length === 0 ? <p className={styles.note}>{t("noExceptions")}</p> : null}
      {issues["exceptions"] ? (
        <p role="alert" className={styles.bad}>
          {issues["exceptions"]}
        </p>
      ) : null}
      <ol className={styles.days}>
        {exceptions.map(({ key, day, name, hours }, index) => (
          <li key={key}>
            <TextInput
              type="date"
              className={styles.day}
              aria-label={t("dayOf", { number: index + 1 })}
              value={day}
              disabled={locked}
              error={issues[`exceptions.${index}.day`]}
              onChange={(event) => change(index, { day: event.currentTarget.value })}
            />
            <TextInput
              className={styles.dayName}
              aria-label={t("dayName", { number: index + 1 })}
              placeholder={t("dayNameExample")}
              maxLength={120}
              value={name}
              disabled={locked}
              error={issues[`exceptions.${index}.name`]}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <TextInput
              className={styles.hours}
              aria-label={t("dayHours", { number: index + 1 })}
              placeholder={t("dayOff")}
              maxLength={80}
              value={hours}
              disabled={locked}
              error={hoursIssue(index)}
              onChange={(event) => change(index, { hours: event.currentTarget.value })}
            />
            {locked ? null : (
              <button
                type="button"
                className={styles.remove}
                aria-label={t("removeDay", { name: name || day })}
                onClick={() => onChange(exceptions.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
