"use client";
import { TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { useEmployees } from "../lib/names.ts";
import styles from "./people-picker.module.css";

/** People offered at once. */
const MOST_SHOWN = 8;

/** Chooses employees by name, up to `most`. Arrows choose, Enter takes, Backspace takes the last one away. */
export function PeoplePicker(props: {
  label: string;
  value: readonly string[];
  onChange: (ids: readonly string[]) => void;
  most?: number;
  error?: ReactNode;
}) {
  const { value, onChange, most = 1 } = props;
  const t = useTranslations("picker");
  const employees = useEmployees();
  const list = useId();
  const [text, setText] = useState<string>();
  const [at, setAt] = useState(0);
  const open = text !== undefined;
  const sought = (text ?? "").trim().toLocaleLowerCase();
  const found = open
    ? employees.offered
        .filter(({ id, name }) => !value.includes(id) && name.toLocaleLowerCase().includes(sought))
        .slice(0, MOST_SHOWN)
    : [];
  const take = (id: string | undefined) => {
    if (!id) return;
    onChange(most === 1 ? [id] : [...value, id].slice(-most));
    setText(undefined);
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && !text && value.length > 0) onChange(value.slice(0, -1));
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      setText(undefined);
    }
    if (event.key === "Enter" && open) {
      event.preventDefault();
      take(found[at]?.id);
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (!open) setText("");
    else if (found.length > 0) setAt((at + step + found.length) % found.length);
  };
  return (
    <div className={styles.picker}>
      <TextInput
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
        autoComplete="off"
        label={props.label}
        placeholder={t("person")}
        error={props.error}
        value={text ?? ""}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onClick={() => setText(text ?? "")}
        onBlur={() => setText(undefined)}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label={props.label} className={styles.list} hidden={!open}>
        {found.map((person, index) => (
          <li
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.choice}
            // The field keeps the focus, or its list would close before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(person.id)}
          >
            {person.name}
          </li>
        ))}
        {open && found.length === 0 ? (
          <li role="option" aria-selected={false} aria-disabled className={styles.choice}>
            {t("nobody")}
          </li>
        ) : null}
      </ul>
      {value.length > 0 ? (
        <ul className={styles.chosen}>
          {value.map((id) => (
            <li key={id}>
              {employees.name(id)}
              <button
                type="button"
                aria-label={t("remove", { name: employees.name(id) })}
                onClick={() => onChange(value.filter((one) => one !== id))}
              >
                <IconX size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
