"use client";
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";

const lengths = ["15", "30", "45", "60", "90", "120", "180", "240", "480"];

/** A length in words: `45 min`, `1 h 30 min`. */
export function useLength(): (minutes: number) => string {
  const t = useTranslations("tasks");
  return (minutes) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return [hours > 0 ? t("hours", { hours }) : "", rest > 0 || hours === 0 ? t("minutes", { minutes: rest }) : ""]
      .filter(Boolean)
      .join(" ");
  };
}

/** How long a task takes. */
export function DurationSelect(props: {
  value: string;
  onChange: (minutes: string) => void;
  error: string | undefined;
}) {
  const t = useTranslations("tasks");
  const length = useLength();
  const offered = props.value && !lengths.includes(props.value) ? [...lengths, props.value] : lengths;
  return (
    <NativeSelect
      label={t("length")}
      value={props.value}
      data={[{ value: "", label: t("noLength") }, ...offered.map((value) => ({ value, label: length(Number(value)) }))]}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}
