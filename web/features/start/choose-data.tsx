"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorBox } from "../../components/states.tsx";
import styles from "./start.module.css";

/** What the company starts with: its own data out of files, or nothing yet. */
export function ChooseData({ onChosen }: { onChosen: (place: string) => Promise<void> }) {
  const t = useTranslations("start");
  const [error, setError] = useState<unknown>();
  const go = (place: string) => {
    setError(undefined);
    onChosen(place).catch(setError);
  };
  return (
    <section aria-label={t("data.title")}>
      <ErrorBox error={error} />
      <h2 className={styles.heading}>{t("data.title")}</h2>
      <div className={styles.choices}>
        <button type="button" className={styles.choice} onClick={() => go("imports")}>
          <strong>{t("data.import.name")}</strong>
          <span>{t("data.import.text")}</span>
        </button>
        <button type="button" className={styles.choice} onClick={() => go("clients")}>
          <strong>{t("data.empty.name")}</strong>
          <span>{t("data.empty.text")}</span>
        </button>
      </div>
    </section>
  );
}
