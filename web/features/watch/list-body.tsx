"use client";
import type { ReactNode } from "react";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import styles from "./watch.module.css";

/** A list under its filters: waited for, refused, or shown, greyed while another question is awaited. */
export function ListBody(props: {
  list: {
    data: unknown;
    error: unknown;
    isPlaceholderData: boolean;
    refetch: () => unknown;
    fetchNextPage: () => unknown;
  };
  children: ReactNode;
}) {
  const { list } = props;
  if (!list.data)
    return list.error ? <ErrorBox error={list.error} onRetry={() => void list.refetch()} /> : <Waiting lines={12} />;
  return (
    <>
      <div className={styles.table} data-old={list.isPlaceholderData || undefined}>
        {props.children}
      </div>
      <ErrorBox error={list.error} onRetry={() => void list.fetchNextPage()} />
    </>
  );
}
