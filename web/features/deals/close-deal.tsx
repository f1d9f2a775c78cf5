"use client";
import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dealsContract } from "#shared/deals/contract.ts";
import type { DealRow, DealView } from "#shared/deals/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useEntries } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./deals.module.css";

/** Ends a deal: by success, or by refusal with its reasons. */
export function CloseDeal(props: {
  deal: Pick<DealRow | DealView, "id" | "ver" | "title" | "openedOn">;
  outcome: "success" | "refusal";
  onDone: () => void;
}) {
  const { deal, outcome, onDone } = props;
  const t = useTranslations();
  const when = useWhen();
  const reasons = useEntries("refusal_reason");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [lacksReason, setLacksReason] = useState(false);
  const close = useSubmit(dealsContract.close, { refreshes: ["deals", "clients"], onDone });
  const form = useForm({ note: "", closedOn: when.today() }, close.issues);
  const isRefusal = outcome === "refusal";
  const submit = async () => {
    setLacksReason(isRefusal && chosen.length === 0);
    if (isRefusal && chosen.length === 0) return;
    await close.submit({
      id: deal.id,
      ver: deal.ver,
      outcome,
      reasonIds: [...chosen],
      closedOn: form.values.closedOn || undefined,
      ...(isRefusal ? { note: filled(form.values.note) } : {}),
    });
  };
  return (
    <Dialog title={t(`deals.closing.${outcome}`, { deal: deal.title })} onClose={onDone}>
      <form className={styles.form} onSubmit={onSubmit(submit)} noValidate>
        {isRefusal ? (
          <>
            <fieldset className={styles.reasons} aria-describedby="reasons-trouble">
              <legend>{t("deals.closing.reasons")}</legend>
              {reasons.offered.map(({ id, name }, index) => (
                <Checkbox
                  key={id}
                  label={name}
                  data-autofocus={index === 0 || undefined}
                  checked={chosen.includes(id)}
                  onChange={(event) => {
                    setLacksReason(false);
                    setChosen(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id));
                  }}
                />
              ))}
              <p id="reasons-trouble" role="alert" className={styles.trouble}>
                {lacksReason ? t("deals.closing.noReason") : (close.issues["reasonIds"] ?? "")}
              </p>
            </fieldset>
            <Textarea label={t("deals.closing.note")} rows={3} maxLength={4000} {...form.text("note")} />
          </>
        ) : (
          <p className={styles.quiet}>{t("deals.closing.successText")}</p>
        )}
        <TextInput
          type="date"
          label={t("deals.closing.on")}
          min={deal.openedOn}
          max={when.today()}
          {...form.text("closedOn")}
        />
        <ErrorBox error={close.error} />
        <Actions>
          <Button variant="default" onClick={onDone}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={close.pending} {...(isRefusal ? { color: "red" } : {})}>
            {t(`deals.closing.do.${outcome}`)}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
