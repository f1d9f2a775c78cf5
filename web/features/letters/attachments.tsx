"use client";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useId, useState, type DragEvent } from "react";
import { mostBytes } from "#shared/files/schema.ts";
import { messageOf } from "../../lib/errors.ts";
import { upload } from "../../lib/upload.ts";
import styles from "./letters.module.css";

/** A file of a letter: on its way, there, or refused. */
export interface Attached {
  key: string;
  name: string;
  bytes: number;
  state: "sending" | "ready" | "failed";
  share: number;
  /** Of the stored file, once there. */
  id?: string;
  trouble?: string;
}

const MOST_FILES = 10;

/** Files of a letter: dropped here or chosen; each is sent to the bucket at once. */
export function Attachments(props: {
  files: readonly Attached[];
  onChange: (change: (last: readonly Attached[]) => readonly Attached[]) => void;
}) {
  const { files, onChange } = props;
  const t = useTranslations();
  const input = useId();
  const [over, setOver] = useState(false);
  const patch = (key: string, change: Partial<Attached>) =>
    onChange((last) => last.map((one) => (one.key === key ? { ...one, ...change } : one)));

  const add = (list: FileList) => {
    let room =
      mostBytes.attachment - files.reduce((sum, { bytes, state }) => sum + (state === "failed" ? 0 : bytes), 0);
    for (const file of [...list].slice(0, MOST_FILES - files.length)) {
      const key = crypto.randomUUID();
      const one = { key, name: file.name, bytes: file.size, share: 0 };
      if (file.size === 0 || file.size > room) {
        const trouble = file.size === 0 ? t("letters.emptyFile") : t("letters.tooLarge");
        onChange((last) => [...last, { ...one, state: "failed", trouble }]);
        continue;
      }
      room -= file.size;
      onChange((last) => [...last, { ...one, state: "sending" }]);
      upload(file, "attachment", (share) => patch(key, { share })).then(
        ({ id, state }) =>
          patch(key, state === "ready" ? { state: "ready", id } : { state: "failed", trouble: t("letters.refused") }),
        (error: unknown) => patch(key, { state: "failed", trouble: messageOf(error, t).text }),
      );
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <ul className={styles.files} aria-live="polite">
        {files.map(({ key, name, bytes, state, share, trouble }) => (
          <li key={key} className={styles.file} data-state={state}>
            <IconPaperclip size={14} aria-hidden />
            <span className={styles.fileName}>{name}</span>
            <span className={styles.fileNote}>
              {state === "sending"
                ? t("letters.sent", { share: Math.round(share * 100) })
                : (trouble ?? sizeOf(bytes, t))}
            </span>
            <button
              type="button"
              aria-label={t("letters.drop", { name })}
              onClick={() => onChange((last) => last.filter((one) => one.key !== key))}
            >
              <IconX size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <label htmlFor={input} className={styles.add}>
        <IconPaperclip size={16} aria-hidden />
        {t("letters.attach")}
        <input
          id={input}
          type="file"
          multiple
          className={styles.input}
          onChange={(event) => {
            if (event.currentTarget.files) add(event.currentTarget.files);
            // The same file may be chosen again after it was taken away.
            event.currentTarget.value = "";
          }}
        />
      </label>
      <span className={styles.rule}>{t("letters.rule", { limit: mostBytes.attachment / 1024 / 1024 })}</span>
    </div>
  );
}

function sizeOf(bytes: number, t: ReturnType<typeof useTranslations<never>>): string {
  return bytes < 1024 * 1024
    ? t("letters.kb", { size: Math.max(1, Math.round(bytes / 1024)) })
    : t("letters.mb", { size: Math.round((bytes / 1024 / 1024) * 10) / 10 });
}
