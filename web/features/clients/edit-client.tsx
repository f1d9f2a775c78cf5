"use client";
import { Button } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import { Client, type ClientView } from "#shared/clients/schema.ts";
import { ConflictBox } from "../../components/conflict.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { differenceOf, mergeOf } from "../../lib/merge.ts";
import { isStale, useSubmit } from "../../lib/submit.ts";
import { clientInput, draftOf, type ClientDraft, type ClientInput } from "./client-draft.ts";
import { MainFields, RareFields, StoryFields } from "./client-fields.tsx";
import styles from "./client-form.module.css";
import { duplicateIn, DuplicateRefusal } from "./duplicate-hint.tsx";
import { useClientTexts } from "./client-texts.ts";

const rare: (keyof ClientDraft)[] = [
  "website",
  "address",
  "firstContactOn",
  "sourceOn",
  "parent",
  "foundedYear",
  "staff",
  "turnover",
];

/** Changes the facts of a card. What others changed meanwhile is joined; what both changed is asked about field by field. */
export function EditClient(props: { client: ClientView; focus: keyof ClientDraft; onClose: () => void }) {
  const t = useTranslations();
  const locale = useLocale();
  const currency = useCompany().company?.currency ?? "";
  // As it was when the form was opened: the card behind it may be read anew meanwhile.
  const [client] = useState(props.client);
  const { id, parentId } = client;
  const parent = useAnswer(clientsContract.card, { id: parentId ?? "" }, { enabled: parentId !== undefined });
  const [base] = useState(() => clientInput(draftOf(client, "", currency, locale), currency));
  const valuesOf = (other: Client) => clientInput(draftOf({ ...other, can: [] }, "", currency, locale), currency);
  const change = useSubmit(clientsContract.change, {
    refreshes: ["clients", "deals"],
    onDone: props.onClose,
    onStale: (current) => {
      const theirs = currentIn(current);
      if (!theirs) return undefined;
      const { merged, clashes } = mergeOf(base, mine, valuesOf(theirs));
      return clashes.length > 0 ? undefined : { id, ver: theirs.ver, ...differenceOf(valuesOf(theirs), merged) };
    },
  });
  const form = useForm(draftOf(client, parent.data?.client.name ?? "…", currency, locale), change.issues);
  const mine = clientInput(form.values, currency);
  const texts = useClientTexts();

  const current = isStale(change.error) ? currentIn(change.error.problem.current) : undefined;
  const { merged, clashes } = current ? mergeOf(base, mine, valuesOf(current)) : { merged: mine, clashes: [] };
  const resolve = (theirs: ReadonlySet<string>) => {
    if (!current) return;
    const now = valuesOf(current);
    const kept = Object.fromEntries(Object.entries(now).filter(([name]) => theirs.has(name))) as Partial<ClientInput>;
    void change.submit({ id, ver: current.ver, ...differenceOf(now, { ...merged, ...kept }) });
  };
  const submit = async () => {
    const changes = differenceOf(base, mine);
    if (Object.keys(changes).length === 0) props.onClose();
    else await change.submit({ id, ver: client.ver, ...changes });
  };
  return (
    <Dialog title={t("card.editTitle", { name: client.name })} onClose={props.onClose} size="xl">
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        <MainFields form={form} issues={change.issues} own={id} focus={props.focus} />
        <fieldset className={styles.part}>
          <legend>{t("clients.story")}</legend>
          <StoryFields form={form} issues={change.issues} focus={props.focus} />
        </fieldset>
        <details className={styles.rare} open={rare.includes(props.focus)}>
          <summary>{t("clients.rare")}</summary>
          <RareFields form={form} issues={change.issues} focus={props.focus} />
        </details>
        <div className={styles.end}>
          {current && clashes.length > 0 ? (
            <ConflictBox
              clashes={clashes.map((field) => ({
                field,
                label: texts.label(field),
                mine: texts.value(field, mine[field]),
                theirs: texts.value(field, valuesOf(current)[field]),
              }))}
              pending={change.pending}
              onResolve={resolve}
            />
          ) : duplicateIn(change.error) ? (
            <DuplicateRefusal error={change.error} />
          ) : (
            <ErrorBox error={change.error} />
          )}
          <Actions>
            <Button variant="default" onClick={props.onClose}>
              {t("common.cancel")}
            </Button>
            {current ? null : (
              <Button type="submit" loading={change.pending}>
                {t("common.save")}
              </Button>
            )}
          </Actions>
        </div>
      </form>
    </Dialog>
  );
}

function currentIn(current: unknown): Client | undefined {
  return Client.safeParse(current).data;
}
