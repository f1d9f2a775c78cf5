"use client";
import { Button } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { peopleContract } from "#shared/people/contract.ts";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { CompanyFields, companyInput, newCompany } from "./company-fields.tsx";
import styles from "./door.module.css";
import { DoorLinks, DoorTitle } from "./parts.tsx";

/** Founding one more company, by somebody who is signed in. */
export function NewCompany() {
  const t = useTranslations("people");
  const locale = useLocale();
  const found = useSubmit(peopleContract.found, { onDone: ({ company }) => location.assign(`/${company}/start`) });
  const form = useForm(newCompany(locale), found.issues);
  return (
    <>
      <DoorTitle title={t("newCompany.title")}>{t("newCompany.lead")}</DoorTitle>
      <ErrorBox error={found.error} />
      <form className={styles.form} onSubmit={onSubmit(() => found.submit(companyInput(form.values)))}>
        <CompanyFields form={form} />
        <Button size="sm" type="submit" loading={found.pending}>
          {t("newCompany.action")}
        </Button>
      </form>
      <DoorLinks links={[{ href: "/account", label: t("newCompany.back") }]} />
    </>
  );
}
