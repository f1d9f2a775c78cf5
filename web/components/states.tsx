"use client";
import { Alert, Button, Skeleton } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { messageOf } from "../lib/errors.ts";
import styles from "./states.module.css";

/** Nothing is here: says so, and what to do next. With `page` it is all there is on the page: its heading and its title. */
export function Empty(props: { title: string; page?: boolean; children?: ReactNode; action?: ReactNode }) {
  const Heading = props.page ? "h1" : "p";
  return (
    <div className={styles.empty}>
      {props.page ? <title>{`${props.title} · Prodano`}</title> : null}
      <Heading className={styles.emptyTitle}>{props.title}</Heading>
      {props.children ? <p className={styles.emptyText}>{props.children}</p> : null}
      {props.action}
    </div>
  );
}

/** What went wrong and, where it may help, a button to try again. Shows nothing without an error. */
export function ErrorBox({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useTranslations();
  if (error === undefined || error === null) return null;
  const { title, text } = messageOf(error, t);
  return (
    <Alert color="red" variant="light" title={title} role="alert" className={styles.error}>
      <p className={styles.errorText}>{text}</p>
      {onRetry ? (
        <Button variant="default" size="xs" mt="xs" onClick={onRetry}>
          {t("common.again")}
        </Button>
      ) : null}
    </Alert>
  );
}

/** The shape of what is being loaded; screen readers are told to wait. */
export function Waiting({ lines = 6, height = 16 }: { lines?: number; height?: number }) {
  const t = useTranslations("common");
  return (
    <div role="status" className={styles.waiting}>
      <span className="heard">{t("loading")}</span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={height} width={`${90 - ((index * 23) % 50)}%`} />
      ))}
    </div>
  );
}

/** Waits for an answer, shows its error, or what is made of it. */
export function Answer<T>(props: {
  of: { data: T | undefined; error: unknown; refetch: () => unknown };
  waiting?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { data, error, refetch } = props.of;
  if (data !== undefined) return props.children(data);
  if (error) return <ErrorBox error={error} onRetry={() => void refetch()} />;
  return props.waiting ?? <Waiting />;
}
