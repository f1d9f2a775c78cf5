"use client";
import { Button, Switch, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import type { Dictionary } from "#shared/dictionaries/schema.ts";
import { notify } from "../../components/notices.tsx";
import { Panel } from "../../components/page.tsx";
import { OrderButtons } from "../../components/order-buttons.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useRights } from "../../lib/company.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { moved } from "../../lib/lists.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useUnsaved } from "../../lib/unsaved.ts";
import styles from "./dictionaries.module.css";

interface Draft {
  id: string;
  name: string;
  hidden: boolean;
}

/** Entries of one dictionary: renamed, ordered and hidden in place; what is used is never deleted. */
export function DictionaryEditor({ dictionary }: { dictionary: Dictionary }) {
  const t = useTranslations();
  const { may } = useRights();
  const locked = !may("dictionaries", "write");
  const [drafts, setDrafts] = useState<Draft[] | undefined>();
  const rows = merged(drafts, dictionary);
  const save = useSubmit(dictionariesContract.change, {
    onDone: () => {
      setDrafts(undefined);
      notify({ message: t("common.saved") });
    },
  });
  const change = (index: number, part: Partial<Draft>) =>
    setDrafts(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const submit = () =>
    save.submit({
      id: dictionary.id,
      entries: rows.map(({ id, name, hidden }) => ({ id, name, ...(hidden ? { hidden } : {}) })),
      ver: dictionary.ver,
    });
  useUnsaved(drafts !== undefined);
  return (
    <Panel
      title={t(`dictionaries.names.${dictionary.id}`)}
      note={t(`dictionaries.notes.${dictionary.id}`)}
      actions={
        locked || rows.length < 2 ? null : (
          <Button
            variant="subtle"
            onClick={() => setDrafts([...rows].sort((one, other) => one.name.localeCompare(other.name)))}
          >
            {t("dictionaries.byName")}
          </Button>
        )
      }
    >
      <ErrorBox error={save.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <ol className={styles.entries}>
          {rows.map(({ id, name, hidden }, index) => (
            <li key={id} data-hidden={hidden || undefined}>
              {locked ? null : (
                <OrderButtons
                  name={name}
                  first={index === 0}
                  last={index === rows.length - 1}
                  onMove={(step) => setDrafts(moved(rows, index, step))}
                />
              )}
              <TextInput
                className={styles.name}
                aria-label={t("dictionaries.entry", { number: index + 1 })}
                value={name}
                maxLength={120}
                disabled={locked}
                error={save.issues[`entries.${index}.name`]}
                onChange={(event) => change(index, { name: event.currentTarget.value })}
              />
              <Switch
                label={t("dictionaries.shown")}
                aria-label={t("dictionaries.shownOf", { name })}
                checked={!hidden}
                disabled={locked}
                onChange={(event) => change(index, { hidden: !event.currentTarget.checked })}
              />
            </li>
          ))}
        </ol>
        {drafts ? (
          <div className={styles.buttons}>
            <Button type="submit" loading={save.pending}>
              {t("common.save")}
            </Button>
            <Button variant="default" onClick={() => setDrafts(undefined)}>
              {t("common.undo")}
            </Button>
          </div>
        ) : null}
      </form>
      {may("dictionaries", "create") ? <AddEntry dictionary={dictionary} /> : null}
    </Panel>
  );
}

function AddEntry({ dictionary }: { dictionary: Dictionary }) {
  const t = useTranslations();
  const add = useSubmit(dictionariesContract.addEntry);
  const form = useForm({ name: "" }, add.issues);
  const submit = async () => {
    if (await add.submit({ id: dictionary.id, name: form.values.name })) form.reset({ name: "" });
  };
  return (
    <form className={styles.add} onSubmit={onSubmit(submit)} noValidate>
      <ErrorBox error={add.error} />
      <TextInput
        className={styles.name}
        aria-label={t("dictionaries.newEntry")}
        placeholder={t("dictionaries.newEntry")}
        maxLength={120}
        {...form.text("name")}
      />
      <Button type="submit" variant="default" loading={add.pending}>
        {t("common.add")}
      </Button>
    </form>
  );
}

/** What is being edited, with entries added meanwhile at its end. */
function merged(drafts: readonly Draft[] | undefined, { entries }: Dictionary): Draft[] {
  const fresh = entries.map(({ id, name, hidden }) => ({ id, name, hidden: hidden ?? false }));
  if (!drafts) return fresh;
  const known = new Set(drafts.map(({ id }) => id));
  return [...drafts, ...fresh.filter(({ id }) => !known.has(id))];
}
