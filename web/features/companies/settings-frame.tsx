"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Empty } from "../../components/states.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";
import { settingsPages } from "./places.ts";
import styles from "./settings-frame.module.css";

/** The settings: their pages beside each other, and the one that is open. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("settings");
  const { id, membership } = useCompany();
  const { may } = useRights();
  const path = usePathname();
  const open = settingsPages.find(({ name }) => path === `/${id}/settings/${name}`);
  const refused = membership !== undefined && open !== undefined && !may(open.section, "read");
  return (
    <div className={styles.frame}>
      <nav className={styles.nav} aria-label={t("title")}>
        {settingsPages
          .filter(({ section }) => may(section, "read"))
          .map(({ name }) => (
            <Link key={name} href={`/${id}/settings/${name}`} aria-current={open?.name === name ? "page" : undefined}>
              {t(`pages.${name}`)}
            </Link>
          ))}
      </nav>
      <div className={styles.page}>{refused ? <NoRights /> : children}</div>
    </div>
  );
}

/** A page whose section the person may not read. */
export function NoRights() {
  const t = useTranslations("errors.noRights");
  return (
    <Empty page title={t("title")}>
      {t("text")}
    </Empty>
  );
}
