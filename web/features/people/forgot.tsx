"use client";
import { Button, TextInput } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { peopleContract } from "#shared/people/contract.ts";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./door.module.css";
import { DoorLinks, DoorTitle } from "./parts.tsx";

/** Asking for a letter to set a new password. */
export function Forgot() {
  const t = useTranslations("people");
  const language = useLocale();
  const [sentTo, setSentTo] = useState<string>();
  const ask = useSubmit(peopleContract.forgot, { onDone: (_, { email }) => setSentTo(email) });
  const form = useForm({ email: "" }, ask.issues);
  if (sentTo) return <DoorTitle title={t("letterSent.title")}>{t("letterSent.password", { email: sentTo })}</DoorTitle>;
  return (
    <>
      <DoorTitle title={t("forgot.title")}>{t("forgot.lead")}</DoorTitle>
      <ErrorBox error={ask.error} />
      <form className={styles.form} onSubmit={onSubmit(() => ask.submit({ ...form.values, language }))}>
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
        <Button size="sm" type="submit" loading={ask.pending}>
          {t("forgot.action")}
        </Button>
      </form>
      <DoorLinks links={[{ href: "/sign-in", label: t("signIn.link") }]} />
    </>
  );
}
