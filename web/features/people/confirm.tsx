"use client";
import { Button, PasswordInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { peopleContract } from "#shared/people/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./door.module.css";
import { enterBy } from "./enter.ts";
import { DoorLinks, DoorTitle, useLinkToken } from "./parts.tsx";

/** The link of the sign-up letter: the password chosen then makes the account. Opening the page changes nothing. */
export function Confirm() {
  const t = useTranslations("people");
  const token = useLinkToken();
  const asked = useAnswer(peopleContract.viewSignUp, { token: token ?? "" }, { enabled: Boolean(token), once: true });
  if (token === "") return <BrokenLink />;
  if (asked.error) {
    return (
      <>
        <DoorTitle title={t("confirm.title")} />
        <ErrorBox error={asked.error} />
        <DoorLinks links={[{ href: "/sign-up", label: t("signUp.link") }]} />
      </>
    );
  }
  if (!token || !asked.data) return <Waiting lines={4} />;
  return <Chosen token={token} asked={asked.data} />;
}

function Chosen({ token, asked }: { token: string; asked: Output<typeof peopleContract.viewSignUp> }) {
  const t = useTranslations("people");
  const confirm = useSubmit(peopleContract.confirmSignUp, {
    // The link is used up: what it confirms is not asked for again.
    refreshes: [],
    onDone: ({ ticket, company }) => enterBy(ticket, `/${company}/start`),
  });
  const form = useForm({ password: "" }, confirm.issues);
  return (
    <>
      <DoorTitle title={t("confirm.title")}>{t("confirm.lead", { company: asked.company })}</DoorTitle>
      <ErrorBox error={confirm.error} />
      <form className={styles.form} onSubmit={onSubmit(() => confirm.submit({ token, ...form.values }))}>
        <input type="hidden" name="username" autoComplete="username" value={asked.email} readOnly />
        <PasswordInput
          size="sm"
          label={t("password")}
          description={t("confirm.otherPassword")}
          autoComplete="current-password"
          maxLength={128}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
          {...form.text("password")}
        />
        <Button size="sm" type="submit" loading={confirm.pending}>
          {t("confirm.action")}
        </Button>
      </form>
      <DoorLinks links={[{ href: "/sign-up", label: t("signUp.link") }]} />
    </>
  );
}

/** A link that lost its secret on the way. */
export function BrokenLink() {
  const t = useTranslations("people");
  return (
    <>
      <DoorTitle title={t("brokenLink.title")}>{t("brokenLink.text")}</DoorTitle>
      <DoorLinks links={[{ href: "/sign-in", label: t("signIn.link") }]} />
    </>
  );
}
