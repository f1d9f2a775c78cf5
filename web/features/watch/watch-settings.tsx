"use client";
import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { companiesContract } from "#shared/companies/contract.ts";
import type { Company } from "#shared/companies/schema.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { notify } from "../../components/notices.tsx";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";

/** When the daily round goes, and its bounds. */
export function WatchSettings() {
  const company = useAnswer(companiesContract.get, {});
  return company.data ? <Settings key={company.data.ver} company={company.data} /> : null;
}

/** What holds until a company says otherwise. */
const usual = { roundAt: "06:00", roundTasks: 20, leadDays: 3, managerSilenceDays: 7 };

function Settings({ company }: { company: Company }) {
  const t = useTranslations();
  const locked = !useRights().may("settings", "write");
  const save = useSubmit(companiesContract.change, { onDone: () => notify({ message: t("common.saved") }) });
  const { roundAt, roundTasks, leadDays, managerSilenceDays } = { ...usual, ...company };
  const form = useForm(
    {
      roundAt,
      roundTasks: String(roundTasks),
      leadDays: String(leadDays),
      managerSilenceDays: String(managerSilenceDays),
    },
    save.issues,
  );
  const { values } = form;
  const submit = () =>
    save.submit({
      ver: company.ver,
      roundAt: values.roundAt,
      roundTasks: Number(values.roundTasks),
      leadDays: Number(values.leadDays),
      managerSilenceDays: Number(values.managerSilenceDays),
    });
  const number = { inputMode: "numeric", maxLength: 3, disabled: locked } as const;
  return (
    <Panel title={t("watch.settings.title")} note={t("watch.settings.note")}>
      <ErrorBox error={save.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          <TextInput type="time" label={t("watch.settings.roundAt")} disabled={locked} {...form.text("roundAt")} />
          <TextInput
            label={t("watch.settings.roundTasks")}
            description={t("watch.settings.roundTasksNote")}
            {...number}
            {...form.text("roundTasks")}
          />
          <TextInput label={t("watch.settings.managerSilenceDays")} {...number} {...form.text("managerSilenceDays")} />
          <TextInput label={t("watch.settings.leadDays")} {...number} {...form.text("leadDays")} />
        </FormGrid>
        {locked ? null : (
          <Button type="submit" mt="md" loading={save.pending}>
            {t("common.save")}
          </Button>
        )}
      </form>
    </Panel>
  );
}
