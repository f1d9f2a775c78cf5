"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { languages } from "#shared/caller.ts";
import { languageNames } from "../../components/language-names.ts";
import { Mark } from "../../components/mark.tsx";
import { useSetLanguage } from "../../lib/use-language.ts";
import styles from "./door.module.css";

/** A narrow page with the mark above and the choice of a language below. */
export function Door({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const locale = useLocale();
  const setLanguage = useSetLanguage();
  return (
    <div className={styles.door}>
      <header className={styles.head}>
        <Mark size={28} />
        <span>Prodano</span>
      </header>
      <main className={styles.card}>{children}</main>
      <footer className={styles.foot}>
        <div role="group" aria-label={t("language")} className={styles.languages}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={language === locale}
              onClick={() => setLanguage(language)}
            >
              {languageNames[language]}
            </button>
          ))}
        </div>
      </footer>
    </div>
  );
}
