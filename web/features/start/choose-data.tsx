"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { demoContract } from "#shared/demo/contract.ts";
import { ErrorBox } from "../../components/states.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { useSubmit } from "../../lib/submit.ts";
import { LoadingDemo } from "./loading-demo.tsx";
import styles from "./start.module.css";

/** What the company starts with: its own data out of files, demo data, or nothing yet. */
export function ChooseData({ onChosen }: { onChosen: (place: string) => Promise<void> }) {
  const t = useTranslations("start");
  const refresh = useRefresh();
  const [error, setError] = useState<unknown>();
  const [job, setJob] = useState<string>();
  const load = useSubmit(demoContract.load, { refreshes: ["jobs"], onDone: ({ id }) => setJob(id) });
  const go = (place: string) => {
    setError(undefined);
    onChosen(place).catch(setError);
  };
  const loaded = () => {
    void refresh("company", "pipelines").then(() => go("clients"));
  };
  return (
    <section aria-label={t("data.title")}>
      <ErrorBox error={error ?? load.error} />
      <h2 className={styles.heading}>{t("data.title")}</h2>
      <div className={styles.choices}>
        <button type="button" className={styles.choice} onClick={() => go("imports")}>
          <strong>{t("data.import.name")}</strong>
          <span>{t("data.import.text")}</span>
        </button>
        <button type="button" className={styles.choice} disabled={load.pending} onClick={() => void load.submit({})}>
          <strong>{t("data.demo.name")}</strong>
          <span>{t("data.demo.text")}</span>
        </button>
        <button type="button" className={styles.choice} onClick={() => go("clients")}>
          <strong>{t("data.empty.name")}</strong>
          <span>{t("data.empty.text")}</span>
        </button>
      </div>
      <LoadingDemo job={job} onLoaded={loaded} />
    </section>
  );
}
