"use client";
import { Button, TextInput } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { peopleContract } from "#shared/people/contract.ts";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { CompanyFields, companyInput, newCompany } from "./company-fields.tsx";
import styles from "./door.module.css";
import { DoorLinks, DoorTitle, NewPasswordInput } from "./parts.tsx";

/** Asking for an account and a company; a letter with a link follows. */
export function SignUp() {
  const t = useTranslations("people");
  const locale = useLocale();
  const [sentTo, setSentTo] = useState<string>();
  const ask = useSubmit(peopleContract.signUp, { onDone: (_, { email }) => setSentTo(email) });
  const form = useForm({ ...newCompany(locale), name: "", email: "", password: "" }, ask.issues);
  const { values } = form;
  if (sentTo) return <DoorTitle title={t("letterSent.title")}>{t("letterSent.signUp", { email: sentTo })}</DoorTitle>;
  return (
    <>
      <DoorTitle title={t("signUp.title")}>{t("signUp.lead")}</DoorTitle>
      <ErrorBox error={ask.error} />
      <form
        className={styles.form}
        onSubmit={onSubmit(() =>
          ask.submit({ ...companyInput(values), name: values.name, email: values.email, password: values.password }),
        )}
      >
        <TextInput
          size="sm"
          label={t("name")}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
          {...form.text("name")}
        />
        <TextInput
          size="sm"
          type="email"
          label={t("email")}
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
          {...form.text("email")}
        />
        <NewPasswordInput {...form.text("password")} />
        <CompanyFields form={form} />
        <Button size="sm" type="submit" loading={ask.pending}>
          {t("signUp.action")}
        </Button>
      </form>
      <DoorLinks links={[{ href: "/sign-in", label: t("signIn.link") }]} />
    </>
  );
}
