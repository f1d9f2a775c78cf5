"use client";
import { NativeSelect, TextInput } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { languages, type Language } from "#shared/caller.ts";
import { languageNames } from "../../components/language-names.ts";
import type { useForm } from "../../lib/form.ts";
import { useMounted } from "../../lib/mounted.ts";
import { allCurrencies, allZones, currencyOfZone, ownZone } from "../../lib/places.ts";
import styles from "./door.module.css";

/** What is asked of a company that is being founded; an empty zone or currency is the browser's. */
export type CompanyValues = { company: string; language: Language; timeZone: string; currency: string };

/** An empty form of a company. */
export function newCompany(language: string): CompanyValues {
  return { company: "", language: language as Language, timeZone: "", currency: "" };
}

/** The values of a form, as the contract wants them. */
export function companyInput({ company, language, timeZone, currency }: CompanyValues): CompanyValues {
  const zone = timeZone || ownZone();
  return { company, language, timeZone: zone, currency: currency || currencyOfZone(zone) };
}

interface CompanyForm {
  text: (name: keyof CompanyValues) => ReturnType<ReturnType<typeof useForm<CompanyValues>>["text"]>;
}

/** Name, language, time zone and currency of a company; zone and currency are guessed from the browser. */
export function CompanyFields({ form }: { form: CompanyForm }) {
  const t = useTranslations("people");
  const locale = useLocale();
  const mounted = useMounted();
  const zone = form.text("timeZone");
  const currency = form.text("currency");
  const guess = mounted ? companyInput({ ...newCompany(locale), timeZone: zone.value }) : undefined;
  return (
    <>
      <TextInput
        size="sm"
        label={t("company")}
        autoComplete="organization"
        required
        withAsterisk={false}
        maxLength={120}
        {...form.text("company")}
      />
      <div className={styles.pair}>
        <NativeSelect
          size="sm"
          label={t("language")}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          {...form.text("language")}
        />
        <NativeSelect
          size="sm"
          label={t("currency")}
          data={mounted ? allCurrencies(locale) : []}
          {...currency}
          value={currency.value || guess?.currency}
        />
      </div>
      <NativeSelect
        size="sm"
        label={t("timeZone")}
        data={mounted ? allZones(guess?.timeZone ?? "") : []}
        {...zone}
        value={zone.value || guess?.timeZone}
      />
    </>
  );
}
