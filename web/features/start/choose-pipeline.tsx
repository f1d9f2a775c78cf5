"use client";
import { Button } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { templates } from "#shared/pipelines/templates.ts";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./start.module.css";

const names = ["seven", "six"] as const;

/** Which stages a deal passes: one of the two ready regulations, to be adapted later. */
export function ChoosePipeline() {
  const t = useTranslations("start");
  const locale = useLocale();
  const [chosen, setChosen] = useState<(typeof names)[number]>("seven");
  const add = useSubmit(pipelinesContract.add);
  return (
    <form onSubmit={onSubmit(() => add.submit({ template: chosen }))}>
      <ErrorBox error={add.error} />
      <fieldset className={styles.choices}>
        <legend>{t("pipeline.title")}</legend>
        {names.map((template) => (
          <label key={template} className={styles.choice}>
            <input
              type="radio"
              name="template"
              value={template}
              checked={chosen === template}
              onChange={() => setChosen(template)}
            />
            <strong>{templates[template].name[locale]}</strong>
            <span>{t(`pipeline.${template}`)}</span>
            <ol>
              {templates[template].stages.map((stage) => (
                <li key={stage[locale]}>{stage[locale]}</li>
              ))}
            </ol>
          </label>
        ))}
      </fieldset>
      <Button type="submit" size="sm" loading={add.pending}>
        {t("pipeline.action")}
      </Button>
    </form>
  );
}
