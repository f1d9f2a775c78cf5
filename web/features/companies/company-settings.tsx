"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { languages } from "#shared/caller.ts";
import { companiesContract } from "#shared/companies/contract.ts";
import { distributions, type Company } from "#shared/companies/schema.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { languageNames } from "../../components/language-names.ts";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useMounted } from "../../lib/mounted.ts";
import { allZones } from "../../lib/places.ts";
import { useSubmit } from "../../lib/submit.ts";
import { DemoPanel } from "./demo-panel.tsx";

/** Name, language and time zone of the company; below them what other features let it choose. */
export function CompanySettings({ more }: { more?: ReactNode }) {
  const t = useTranslations("company");
  const company = useAnswer(companiesContract.get, {});
  return (
    <Page title={t("title")}>
      <Answer of={company}>
        {(data) => (
          <>
            <CompanyForm company={data} />
            {more}
            {data.demo ? <DemoPanel /> : null}
          </>
        )}
      </Answer>
    </Page>
  );
}

function CompanyForm({ company }: { company: Company }) {
  const t = useTranslations();
  const mounted = useMounted();
  const locked = !useRights().may("settings", "write");
  const save = useSubmit(companiesContract.change, {
    refreshes: ["company", "me"],
    onDone: () => notify({ message: t("common.saved") }),
  });
  const { name, language, timeZone, distribution = "free" } = company;
  const form = useForm({ name, language, timeZone, distribution }, save.issues);
  const submit = () => save.submit({ ...form.values, ver: company.ver });
  return (
    <Panel>
      <ErrorBox error={save.error} />
      <form onSubmit={onSubmit(submit)}>
        <FormGrid>
          <TextInput label={t("company.name")} maxLength={120} disabled={locked} {...form.text("name")} />
          <NativeSelect
            label={t("company.language")}
            description={t("company.languageNote")}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            disabled={locked}
            {...form.text("language")}
          />
          <NativeSelect
            label={t("company.timeZone")}
            description={t("company.timeZoneNote")}
            data={mounted ? allZones(company.timeZone) : [company.timeZone]}
            disabled={locked}
            {...form.text("timeZone")}
          />
          <NativeSelect
            label={t("company.distribution")}
            description={t("company.distributionNote")}
            data={distributions.map((value) => ({ value, label: t(`company.distributions.${value}`) }))}
            disabled={locked}
            {...form.text("distribution")}
          />
          <TextInput
            label={t("company.currency")}
            description={t("company.currencyNote")}
            value={company.currency}
            readOnly
            variant="filled"
          />
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
