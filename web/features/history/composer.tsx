"use client";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRef, useState, type KeyboardEvent } from "react";
import { contactName } from "#shared/clients/columns.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { EntrySelect } from "../../components/entry-select.tsx";
import { NextStepFields, noStep, stepInput } from "../../components/next-step-fields.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { usePutAnswer } from "../../lib/answers.ts";
import { useDraft } from "../../lib/drafts.ts";
import { onSubmit } from "../../lib/form.ts";
import { useEntries } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./history.module.css";

const blank = { typeId: "", result: "", at: "", contactId: "", dealId: "", next: noStep };

/** Where one writes what took place with a client, and what is next. Ctrl Enter writes it down. */
export function Composer({ card }: { card: Output<typeof clientsContract.card> }) {
  const t = useTranslations("history");
  const when = useWhen();
  const put = usePutAnswer();
  const types = useEntries("activity_type");
  const { client, contacts, deals } = card;
  const [values, setValues] = useDraft(`entry ${client.id}`, blank);
  const form = useRef<HTMLFormElement>(null);
  // What was refused is called so until it is changed.
  const [changed, setChanged] = useState<readonly string[]>([]);
  const write = useSubmit(historyContract.write, {
    refreshes: ["clients", "tasks"],
    onDone: ({ entry, client: saved, task }) => {
      setValues(blank);
      put(
        clientsContract.card,
        { id: client.id },
        (last) =>
          last && {
            ...last,
            client: saved,
            history: [entry, ...last.history.filter(({ id }) => id !== entry.id)].sort((one, other) =>
              other.at.localeCompare(one.at),
            ),
            tasks: task ? [...last.tasks, task].sort((one, other) => one.at.localeCompare(other.at)) : last.tasks,
          },
      );
    },
  });
  const set = (change: Partial<typeof blank>) => {
    setValues((last) => ({ ...last, ...change }));
    setChanged((last) => [...last, ...Object.keys(change)]);
  };
  const errorOf = (name: keyof typeof blank) => (changed.includes(name) ? undefined : write.issues[name]);
  const typeId = values.typeId || types.offered.find(({ code }) => code === "call")?.id || types.offered[0]?.id || "";
  const isNow = values.at === "";
  const submit = () => {
    setChanged([]);
    return write.submit({
      clientId: client.id,
      typeId,
      result: values.result,
      ...(values.at ? { at: when.instant(values.at) } : {}),
      ...(values.contactId ? { contactId: values.contactId } : {}),
      ...(values.dealId ? { dealId: values.dealId } : {}),
      ...(values.next.text.trim()
        ? { next: { ...stepInput(values.next), ...(values.dealId ? { dealId: values.dealId } : {}) } }
        : {}),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  return (
    <form
      ref={form}
      className={styles.composer}
      aria-label={t("compose")}
      onSubmit={onSubmit(submit)}
      onKeyDown={onKeyDown}
      noValidate
    >
      <Textarea
        label={t("result")}
        placeholder={t("resultExample")}
        rows={3}
        maxLength={8000}
        value={values.result}
        onChange={(event) => set({ result: event.currentTarget.value })}
        error={errorOf("result")}
      />
      <div className={styles.line}>
        <EntrySelect
          label={t("type")}
          dictionary="activity_type"
          value={typeId}
          onChange={(id) => set({ typeId: id })}
          error={errorOf("typeId")}
        />
        {isNow ? (
          <NativeSelect
            label={t("when")}
            value="now"
            onChange={() => set({ at: when.nowWall() })}
            data={[
              { value: "now", label: t("now") },
              { value: "other", label: t("otherTime") },
            ]}
          />
        ) : (
          <TextInput
            className={styles.moment}
            type="datetime-local"
            label={t("when")}
            max={when.nowWall()}
            value={values.at}
            onChange={(event) => set({ at: event.currentTarget.value.slice(0, 16) })}
            error={errorOf("at")}
          />
        )}
        {contacts.length > 0 ? (
          <NativeSelect
            label={t("contact")}
            value={values.contactId}
            onChange={(event) => set({ contactId: event.currentTarget.value })}
            error={errorOf("contactId")}
            data={[
              { value: "", label: t("none") },
              ...contacts.map((contact) => ({ value: contact.id, label: contactName(contact) })),
            ]}
          />
        ) : null}
        {deals.length > 0 ? (
          <NativeSelect
            label={t("deal")}
            value={values.dealId}
            onChange={(event) => set({ dealId: event.currentTarget.value })}
            error={errorOf("dealId")}
            data={[{ value: "", label: t("none") }, ...deals.map(({ id, title }) => ({ value: id, label: title }))]}
          />
        ) : null}
      </div>
      <NextStepFields
        value={values.next}
        onChange={(next) => set({ next })}
        issues={changed.includes("next") ? {} : write.issues}
      />
      <ErrorBox error={Object.keys(write.issues).length > 0 ? undefined : write.error} />
      <div className={styles.end}>
        <span className={styles.hint}>{t("keys")}</span>
        <Button type="submit" loading={write.pending}>
          {t("write")}
        </Button>
      </div>
    </form>
  );
}
