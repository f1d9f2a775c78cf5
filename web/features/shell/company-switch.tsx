"use client";
import { IconSelector } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Menu } from "../../components/menu.tsx";
import { Mark } from "../../components/mark.tsx";
import { useCompany } from "../../lib/company.tsx";
import styles from "./shell.module.css";

/** The company one works in, and the others one belongs to. */
export function CompanySwitch() {
  const t = useTranslations("shell");
  const { id, me, membership } = useCompany();
  const { push } = useRouter();
  const name = membership?.name ?? "Prodano";
  if (!me || me.companies.length < 2) {
    return (
      <Link href={`/${id}`} className={styles.company} style={{ color: "inherit", textDecoration: "none" }}>
        <Mark size={22} />
        <span className={styles.companyName}>{name}</span>
      </Link>
    );
  }
  return (
    <Menu
      label={t("switchCompany", { name })}
      className={styles.company}
      items={me.companies.map(({ company, name: label }) => ({
        label,
        checked: company === id,
        onSelect: () => push(`/${company}`),
      }))}
    >
      <Mark size={22} />
      <span className={styles.companyName}>{name}</span>
      <IconSelector size={16} aria-hidden />
    </Menu>
  );
}
