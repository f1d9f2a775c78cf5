"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import type { DictionaryName } from "#shared/dictionaries/schema.ts";
import { Page } from "../../components/page.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { DictionaryEditor } from "./dictionary-editor.tsx";
import styles from "./dictionaries.module.css";

/** The company's own words: regions, sources, reasons and the rest. */
export function Dictionaries() {
  const t = useTranslations("dictionaries");
  const answer = useAnswer(dictionariesContract.list, {});
  const [chosen, setChosen] = useState<DictionaryName>("region");
  return (
    <Page title={t("title")}>
      <Answer of={answer}>
        {({ dictionaries }) => {
          const open = dictionaries.find(({ id }) => id === chosen) ?? dictionaries[0];
          return (
            <div className={styles.split}>
              <div className={styles.names} role="group" aria-label={t("title")}>
                {dictionaries.map(({ id, entries }) => (
                  <button key={id} type="button" aria-pressed={id === open?.id} onClick={() => setChosen(id)}>
                    {t(`names.${id}`)}
                    <span>{entries.filter(({ hidden }) => !hidden).length}</span>
                  </button>
                ))}
              </div>
              {open ? <DictionaryEditor key={open.id} dictionary={open} /> : null}
            </div>
          );
        }}
      </Answer>
    </Page>
  );
}
