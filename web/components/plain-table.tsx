"use client";
import type { ReactNode } from "react";
import type { TableColumn } from "./data-table.tsx";
import styles from "./plain-table.module.css";

/** A short table, all of it drawn. The last column may hold what can be done with a row. */
export function PlainTable<R>(props: {
  label: string;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Greys a row out: hidden, closed, revoked. */
  isQuiet?: (row: R) => boolean;
  /** Heading of the column of `actions`, for those who do not see it. */
  actionsTitle?: string;
  actions?: (row: R) => ReactNode;
}) {
  const { columns, rows, rowKey, actions } = props;
  return (
    <div className={styles.box} role="region" aria-label={props.label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ key, title, width, align, phone }) => (
              <th key={key} scope="col" style={width ? { width } : undefined} data-align={align} data-phone={phone}>
                {title}
              </th>
            ))}
            {actions ? (
              <th scope="col" className={styles.actions}>
                <span className="heard">{props.actionsTitle}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-quiet={props.isQuiet?.(row) || undefined}>
              {columns.map(({ key, cell, align, phone }) => (
                <td key={key} data-align={align} data-phone={phone}>
                  {cell(row)}
                </td>
              ))}
              {actions ? <td className={styles.actions}>{actions(row)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
