"use client";
import { Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { companiesContract } from "#shared/companies/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { Empty, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useChanges } from "../../lib/changes.ts";
import { HereProvider, useRights } from "../../lib/company.tsx";
import { rememberCompany } from "../../lib/session.ts";
import { useOwnLanguage } from "../../lib/use-language.ts";
import { AccountMenu } from "./account-menu.tsx";
import { Bell } from "./bell.tsx";
import { CompanySwitch } from "./company-switch.tsx";
import { places } from "./navigation.ts";
import { SearchButton } from "./search-button.tsx";
import styles from "./shell.module.css";
import { Unread } from "./unread.tsx";

/** The frame of a company's pages: navigation, search, company, account. It stands before any answer has come. */
export function Shell({ company, children }: { company: string; children: ReactNode }) {
  const me = useAnswer(peopleContract.me, {});
  const settings = useAnswer(companiesContract.get, {});
  const membership = me.data?.companies.find((one) => one.company === company);
  const stranger = me.data !== undefined && !membership;
  useChanges(company);
  useOwnLanguage(me.data?.language);
  useEffect(() => {
    if (membership) rememberCompany(membership.company);
  }, [membership]);
  const t = useTranslations("shell");
  return (
    <HereProvider
      value={{
        id: company,
        ...(settings.data ? { company: settings.data } : {}),
        ...(me.data ? { me: me.data } : {}),
        ...(membership ? { membership } : {}),
      }}
    >
      <div className={styles.shell}>
        <a className={styles.skip} href="#main">
          {t("skip")}
        </a>
        <header className={styles.top}>
          <CompanySwitch />
          <SearchButton />
          <Bell />
          <AccountMenu />
        </header>
        <Navigation company={company} />
        <main id="main" className={styles.main} tabIndex={-1}>
          {stranger ? (
            <Empty
              page
              title={t("noAccess.title")}
              action={
                <Anchor component={Link} href="/">
                  {t("noAccess.action")}
                </Anchor>
              }
            >
              {t("noAccess.text")}
            </Empty>
          ) : me.error ? (
            <ErrorBox error={me.error} onRetry={() => void me.refetch()} />
          ) : (
            children
          )}
        </main>
      </div>
    </HereProvider>
  );
}

function Navigation({ company }: { company: string }) {
  const t = useTranslations("shell");
  const { may } = useRights();
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone not all places are in sight at once.
  useEffect(
    () => nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }),
    [path],
  );
  return (
    <nav ref={nav} className={styles.nav} aria-label={t("navigation")}>
      {places
        .filter(({ section }) => may(section, "read"))
        .map(({ name, icon: Icon }) => {
          const href = `/${company}/${name}`;
          const current = path === href || path.startsWith(`${href}/`);
          return (
            <Link key={name} href={href} className={styles.place} aria-current={current ? "page" : undefined}>
              <Icon size={18} stroke={1.7} aria-hidden />
              <span>{t(`places.${name}`)}</span>
              {name === "messages" ? <Unread /> : null}
            </Link>
          );
        })}
    </nav>
  );
}
