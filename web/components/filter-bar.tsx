"use client";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronDown, IconSearch, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type ReactNode, type ToggleEvent } from "react";
import { useKeys } from "../lib/keys.ts";
import styles from "./filter-bar.module.css";
import { placeUnder } from "./menu.tsx";

/** A line above a list: what to look for, and conditions as chips. */
export function FilterBar(props: { children: ReactNode; onClear?: (() => void) | undefined }) {
  const t = useTranslations("filters");
  return (
    <div className={styles.bar} role="search">
      {props.children}
      {props.onClear ? (
        <button type="button" className={styles.clear} onClick={props.onClear}>
          <IconX size={14} aria-hidden />
          {t("clear")}
        </button>
      ) : null}
    </div>
  );
}

/**
 * Where one types what to look for; `/` leads here. Every letter is told at once, so that nothing typed is lost when the
 * box goes with its page; whoever asks by it waits until typing pauses ({@link useTyped}).
 */
export function FindBox(props: { label: string; value: string; onChange: (value: string) => void }) {
  const { value, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  // The address follows a moment later; until then the box shows what was typed.
  const [typed, setTyped] = useState<string>();
  if (typed === value) setTyped(undefined);
  useKeys({ Slash: () => input.current?.focus() });
  const type = (text: string) => {
    setTyped(text);
    onChange(text);
  };
  return (
    <label className={styles.find}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={props.label}
        aria-keyshortcuts="/"
        placeholder={props.label}
        maxLength={100}
        value={typed ?? value}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && (typed ?? value)) type("");
          else if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <kbd aria-hidden>/</kbd>
    </label>
  );
}

const SETTLES_MS = 200;

/** What was typed into a {@link FindBox}, once typing pauses. */
export function useTyped(text: string): string {
  const [settled] = useDebouncedValue(text, SETTLES_MS);
  // An emptied box narrows nothing any more, so there is nothing to wait for.
  return text && settled;
}

/** A condition that holds or not. */
export function FlagChip(props: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button type="button" className={styles.chip} aria-pressed={props.on} onClick={() => props.onChange(!props.on)}>
      {props.label}
    </button>
  );
}

/** A choice of one among few, always in sight. */
export function Segments<V extends string>(props: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  return (
    <div role="group" aria-label={props.label} className={styles.segments}>
      {props.options.map(({ value, label }) => (
        <button key={value} type="button" aria-pressed={value === props.value} onClick={() => props.onChange(value)}>
          {label}
        </button>
      ))}
    </div>
  );
}

/** Options longer than this get a box to find one by. */
const FEW = 8;

/**
 * A condition that a field is one of what is ticked. It opens a list with a box to find in it.
 * With an icon it shows that alone, and no summary of what is ticked.
 */
export function ChoiceChip(props: {
  label: string;
  icon?: ReactNode;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const { label, options, chosen, onChange } = props;
  const t = useTranslations("filters");
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const names = chosen.map((one) => options.find((option) => option.id === one)?.name ?? "…");
  const shown = options.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    setOpen(event.newState === "open");
    setText("");
  };
  // Its place depends on its size, which it has only once the options are there.
  useEffect(() => {
    if (!open || !button.current || !list.current) return;
    placeUnder(button.current, list.current, "start");
    list.current.querySelector<HTMLElement>("input")?.focus();
  }, [open]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.chip}
        data-on={(!props.icon && chosen.length > 0) || undefined}
        aria-label={props.icon ? label : undefined}
        title={props.icon ? label : undefined}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
      >
        {props.icon ?? (
          <>
            <span className={styles.chipText}>{names.length > 0 ? `${label}: ${names.join(", ")}` : label}</span>
            <IconChevronDown size={14} aria-hidden />
          </>
        )}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles.options}
        onToggle={onToggle}
      >
        {open ? (
          <>
            {options.length > FEW && !props.icon ? (
              <input
                type="search"
                className={styles.optionFind}
                aria-label={t("findIn", { name: label })}
                placeholder={t("findIn", { name: label })}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
            ) : null}
            {shown.map((option) => (
              <label key={option.id} className={styles.option}>
                <input
                  type="checkbox"
                  checked={chosen.includes(option.id)}
                  onChange={(event) =>
                    onChange(
                      event.currentTarget.checked ? [...chosen, option.id] : chosen.filter((one) => one !== option.id),
                    )
                  }
                />
                {option.name}
              </label>
            ))}
            {shown.length === 0 ? <p className={styles.none}>{t("none")}</p> : null}
            {chosen.length > 0 && !props.icon ? (
              <button type="button" className={styles.clear} onClick={() => onChange([])}>
                {t("clearOne")}
              </button>
            ) : null}
          </>
        ) : null}
      </div>
    </>
  );
}
