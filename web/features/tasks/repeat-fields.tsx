"use client";
import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { repeatKinds, ruleOf, weekdayOf, weekdays, type Repeat } from "./repeat.ts";
import { useRepeatText } from "./repeat-text.ts";
import styles from "./tasks.module.css";

/** How often a task comes again, chosen by name or written as a rule, and how that reads. */
export function RepeatFields(props: {
  value: Repeat;
  onChange: (value: Repeat) => void;
  day: string;
  error: string | undefined;
}) {
  const { value, onChange, day } = props;
  const t = useTranslations("tasks.repeat");
  const { say, weekday } = useRepeatText();
  const set = (change: Partial<Repeat>) => onChange({ ...value, ...change });
  const isNamed = value.kind !== "never" && value.kind !== "custom";
  const rule = ruleOf(value, day);
  const chosen = value.days.length > 0 ? value.days : [weekdayOf(day)];
  const toggle = (one: string) => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    set({ days: next.length > 0 ? next : chosen });
  };
  return (
    <fieldset className={styles.repeat}>
      <NativeSelect
        label={t("label")}
        value={value.kind}
        data={repeatKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        onChange={(event) => set({ kind: event.currentTarget.value as Repeat["kind"] })}
        error={value.kind === "custom" ? undefined : props.error}
      />
      {isNamed && value.kind !== "workdays" ? (
        <TextInput
          type="number"
          min={1}
          max={999}
          label={t("every")}
          value={value.every}
          onChange={(event) => set({ every: event.currentTarget.value })}
        />
      ) : null}
      {value.kind === "weekly" ? (
        <div className={styles.weekdays} role="group" aria-label={t("days")}>
          {weekdays.map((one) => (
            <button
              key={one}
              type="button"
              className={styles.weekday}
              aria-pressed={chosen.includes(one)}
              aria-label={weekday(one)}
              onClick={() => toggle(one)}
            >
              {weekday(one, "short")}
            </button>
          ))}
        </div>
      ) : null}
      {value.kind === "custom" ? (
        <TextInput
          className={styles.wide}
          label={t("rule")}
          placeholder="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"
          maxLength={200}
          value={value.custom}
          onChange={(event) => set({ custom: event.currentTarget.value })}
          error={props.error}
        />
      ) : null}
      {isNamed ? (
        <>
          <NativeSelect
            label={t("end")}
            value={value.end}
            data={(["open", "until", "count"] as const).map((end) => ({ value: end, label: t(`ends.${end}`) }))}
            onChange={(event) => set({ end: event.currentTarget.value as Repeat["end"] })}
          />
          {value.end === "until" ? (
            <TextInput
              type="date"
              label={t("until")}
              value={value.until}
              onChange={(event) => set({ until: event.currentTarget.value })}
            />
          ) : null}
          {value.end === "count" ? (
            <TextInput
              type="number"
              min={1}
              max={1000}
              label={t("count")}
              value={value.count}
              onChange={(event) => set({ count: event.currentTarget.value })}
            />
          ) : null}
        </>
      ) : null}
      {rule && day ? (
        <p className={styles.sentence} aria-live="polite">
          {say(rule, day)}
        </p>
      ) : null}
    </fieldset>
  );
}
