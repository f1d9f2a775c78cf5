"use client";
import { Loader, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useDeferredValue, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { clientQueries } from "#shared/clients/contract.ts";
import { useAnswer } from "../lib/answers.ts";
import styles from "./client-picker.module.css";

/** A client as a picker knows it. */
export interface PickedClient {
  id: string;
  name: string;
}

/** Finds a client by name, number or address. Arrows choose, Enter takes, Escape closes. */
export function ClientPicker(props: {
  label: string;
  value: PickedClient | undefined;
  onChange: (client: PickedClient | undefined) => void;
  error?: ReactNode;
  autoFocus?: boolean;
}) {
  const { value, onChange } = props;
  const t = useTranslations("picker");
  const list = useId();
  const [text, setText] = useState<string>();
  const [at, setAt] = useState(0);
  const find = useDeferredValue((text ?? "").trim());
  const open = text !== undefined && find.length > 0;
  const found = useAnswer(clientQueries.list, { find, limit: 8 }, { enabled: open, keep: true });
  const rows = open ? (found.data?.rows ?? []) : [];
  const take = (client: PickedClient | undefined) => {
    if (!client) return;
    onChange({ id: client.id, name: client.name });
    setText(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      setText(undefined);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      take(rows[at]);
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || rows.length === 0) return;
    event.preventDefault();
    setAt((at + step + rows.length) % rows.length);
  };
  return (
    <div className={styles.picker}>
      <TextInput
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={rows[at] ? `${list}-${at}` : undefined}
        autoComplete="off"
        label={props.label}
        placeholder={t("placeholder")}
        error={props.error}
        data-autofocus={props.autoFocus || undefined}
        value={text ?? value?.name ?? ""}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
          if (!event.currentTarget.value) onChange(undefined);
        }}
        onBlur={() => setText(undefined)}
        onKeyDown={onKeyDown}
        rightSection={open && found.isFetching ? <Loader size={14} /> : null}
      />
      <ul id={list} role="listbox" aria-label={props.label} className={styles.list} hidden={!open}>
        {rows.map((row, index) => (
          <li
            key={row.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.choice}
            // The field keeps the focus, or its list would close before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(row)}
          >
            <span>{row.name}</span>
            <span className={styles.note}>{row.taxNumber ?? row.phone ?? row.email}</span>
          </li>
        ))}
        {open && found.data && !found.isFetching && rows.length === 0 ? (
          <li role="option" aria-selected={false} aria-disabled className={styles.choice}>
            {t("none")}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
