"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import type { DictionaryName } from "#shared/dictionaries/schema.ts";
import { usePutAnswer } from "../lib/answers.ts";
import { useRights } from "../lib/company.tsx";
import { useEntries } from "../lib/names.ts";
import { useSubmit } from "../lib/submit.ts";
import styles from "./entry-select.module.css";

const NEW = "+";

/** A choice out of a dictionary; whoever may write dictionaries adds a missing entry on the spot. */
export function EntrySelect(props: {
  label: string;
  dictionary: DictionaryName;
  value: string;
  onChange: (id: string) => void;
  /** What stands first, for no choice; absent where a choice is needed. */
  none?: string;
  error?: ReactNode;
  autoFocus?: boolean;
}) {
  const t = useTranslations("entries");
  const { may } = useRights();
  const entries = useEntries(props.dictionary);
  const [adding, setAdding] = useState(false);
  if (adding) {
    return (
      <AddEntry
        label={props.label}
        dictionary={props.dictionary}
        onDone={(id) => {
          if (id) props.onChange(id);
          setAdding(false);
        }}
      />
    );
  }
  return (
    <NativeSelect
      label={props.label}
      error={props.error}
      value={props.value}
      data-autofocus={props.autoFocus || undefined}
      data={[
        ...(props.none === undefined ? [] : [{ value: "", label: props.none }]),
        ...entries.choices(props.value),
        ...(may("dictionaries", "create") ? [{ value: NEW, label: t("add") }] : []),
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (value === NEW) setAdding(true);
        else props.onChange(value);
      }}
    />
  );
}

function AddEntry(props: { label: string; dictionary: DictionaryName; onDone: (id: string | undefined) => void }) {
  const t = useTranslations("entries");
  const put = usePutAnswer();
  const [name, setName] = useState("");
  const add = useSubmit(dictionariesContract.addEntry, {
    onDone: (entry) => {
      put(
        dictionariesContract.list,
        {},
        (last) =>
          last && {
            dictionaries: last.dictionaries.map((one) =>
              one.id === props.dictionary && !one.entries.some(({ id }) => id === entry.id)
                ? { ...one, entries: [...one.entries, entry] }
                : one,
            ),
          },
      );
      props.onDone(entry.id);
    },
  });
  const save = () => void add.submit({ id: props.dictionary, name });
  // It stands inside another form, whose Enter is not its own.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") save();
    else props.onDone(undefined);
  };
  return (
    <div className={styles.add}>
      <TextInput
        label={t("new", { name: props.label })}
        autoFocus
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={add.issues["name"] ?? (add.error ? t("failed") : undefined)}
      />
      <Button variant="default" loading={add.pending} onClick={save}>
        {t("save")}
      </Button>
    </div>
  );
}
