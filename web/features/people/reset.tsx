"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { peopleContract } from "#shared/people/contract.ts";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { BrokenLink } from "./confirm.tsx";
import styles from "./door.module.css";
import { enterBy } from "./enter.ts";
import { DoorLinks, DoorTitle, NewPasswordInput, useLinkToken } from "./parts.tsx";

/** The link of the password letter: a new password, and in. */
export function Reset() {
  const t = useTranslations("people");
  const token = useLinkToken();
  const reset = useSubmit(peopleContract.reset, { onDone: ({ ticket }) => enterBy(ticket, "/") });
  const form = useForm({ password: "" }, reset.issues);
  if (token === "") return <BrokenLink />;
  return (
    <>
      <DoorTitle title={t("reset.title")}>{t("reset.lead")}</DoorTitle>
      <ErrorBox error={reset.error} />
      <form className={styles.form} onSubmit={onSubmit(() => reset.submit({ token: token ?? "", ...form.values }))}>
        <NewPasswordInput {...form.text("password")} label={t("newPassword")} />
        <Button size="sm" type="submit" loading={reset.pending} disabled={!token}>
          {t("reset.action")}
        </Button>
      </form>
      <DoorLinks links={[{ href: "/forgot", label: t("forgot.link") }]} />
    </>
  );
}
