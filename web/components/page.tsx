"use client";
import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./page.module.css";

/**
 * A page inside the frame: its heading with the way back before it, what can be done on it, and its content.
 * `fill` gives the content the whole height.
 */
export function Page(props: {
  title: string;
  before?: ReactNode;
  actions?: ReactNode;
  note?: ReactNode;
  fill?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={props.fill ? `${styles.page} ${styles.fill}` : styles.page}>
      <PageTitle title={props.title} />
      <header className={styles.head}>
        {props.before}
        <Title order={1}>{props.title}</Title>
        {props.note ? <div className={styles.note}>{props.note}</div> : null}
        {props.actions ? <div className={styles.actions}>{props.actions}</div> : null}
      </header>
      <div className={styles.content}>{props.children}</div>
    </div>
  );
}

/** The title of the window. */
export function PageTitle({ title }: { title: string }) {
  return <title>{`${title} · Prodano`}</title>;
}

/** A part of a page under a heading of its own. */
export function Panel(props: { title?: string; note?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.panel}>
      {props.title || props.actions ? (
        <header className={styles.panelHead}>
          {props.title ? <Title order={2}>{props.title}</Title> : null}
          {props.actions ? <div className={styles.actions}>{props.actions}</div> : null}
        </header>
      ) : null}
      {props.note ? <p className={styles.panelNote}>{props.note}</p> : null}
      {props.children}
    </section>
  );
}
