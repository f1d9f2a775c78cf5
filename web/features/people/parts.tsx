"use client";
import { Anchor, PasswordInput, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useSyncExternalStore, type ChangeEvent, type ReactNode } from "react";
import { PageTitle } from "../../components/page.tsx";
import styles from "./door.module.css";

/** Heading of a page before a company. */
export function DoorTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <>
      <PageTitle title={title} />
      <Title order={1} className={styles.title}>
        {title}
      </Title>
      {children ? <p className={styles.lead}>{children}</p> : null}
    </>
  );
}

/** Links to the neighbouring pages. */
export function DoorLinks({ links }: { links: readonly { href: string; label: string }[] }) {
  return (
    <nav className={styles.links}>
      {links.map(({ href, label }) => (
        <Anchor key={href} component={Link} href={href} size="sm" underline="always">
          {label}
        </Anchor>
      ))}
    </nav>
  );
}

/** A password that is being chosen, with the rule it must keep. */
export function NewPasswordInput(props: {
  name: string;
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  error: string | undefined;
  label?: string;
}) {
  const t = useTranslations("people");
  return (
    <PasswordInput
      {...props}
      size="sm"
      label={props.label ?? t("password")}
      description={t("passwordRule")}
      autoComplete="new-password"
      maxLength={128}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
    />
  );
}

/**
 * The one-time secret of a letter's link, `/confirm#<token>`: a fragment never reaches a server or its logs.
 * Undefined while the page is being made, empty where there is none.
 */
export function useLinkToken(): string | undefined {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("hashchange", changed);
      return () => removeEventListener("hashchange", changed);
    },
    () => location.hash.slice(1),
    () => undefined,
  );
}
