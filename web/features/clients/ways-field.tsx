"use client";
import { Checkbox, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { Way } from "./client-draft.ts";
import styles from "./client-form.module.css";
import { DuplicateHint } from "./duplicate-hint.tsx";

const MOST = 10;

/** Phones or e-mails: as many as there are, each marked where several cards share it. */
export function WaysField(props: {
  kind: "phone" | "email";
  label: string;
  value: readonly Way[];
  onChange: (value: Way[]) => void;
  errorOf: (index: number) => string | undefined;
  own?: string | undefined;
}) {
  const { kind, label, onChange, own } = props;
  const t = useTranslations("clients.ways");
  const ways = props.value.length > 0 ? props.value : [{ value: "", shared: false }];
  const put = (index: number, way: Way) => onChange(ways.map((one, at) => (at === index ? way : one)));
  return (
    <div className={styles.ways}>
      {ways.map((way, index) => (
        <div key={index} className={styles.way}>
          <TextInput
            label={index === 0 ? label : undefined}
            aria-label={index === 0 ? undefined : t("another", { label, place: index + 1 })}
            type={kind === "phone" ? "tel" : "email"}
            autoComplete="off"
            maxLength={kind === "phone" ? 40 : 254}
            value={way.value}
            onChange={(event) => put(index, { ...way, value: event.currentTarget.value })}
            error={props.errorOf(index)}
          />
          <Checkbox
            label={t("shared")}
            title={t("sharedNote")}
            checked={way.shared}
            onChange={(event) => put(index, { ...way, shared: event.currentTarget.checked })}
          />
          {ways.length > 1 ? (
            <button
              type="button"
              className={styles.drop}
              aria-label={t("remove", { value: way.value })}
              onClick={() => onChange(ways.filter((_, at) => at !== index))}
            >
              <IconX size={16} aria-hidden />
            </button>
          ) : null}
          <div className={styles.wayHint}>
            {way.shared ? null : <DuplicateHint field={kind} value={way.value} own={own} />}
          </div>
        </div>
      ))}
      {ways.length < MOST && ways.at(-1)?.value ? (
        <button type="button" className={styles.more} onClick={() => onChange([...ways, { value: "", shared: false }])}>
          <IconPlus size={14} aria-hidden />
          {t(`more.${kind}`)}
        </button>
      ) : null}
    </div>
  );
}
