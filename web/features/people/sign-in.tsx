"use client";
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { onSubmit, useForm } from "../../lib/form.ts";
import { signIn, wayBack, type SignInResult } from "../../lib/session.ts";
import styles from "./door.module.css";
import { DoorLinks, DoorTitle } from "./parts.tsx";

/** Signing in by e-mail and password. */
export function SignIn() {
  const t = useTranslations("people");
  const form = useForm({ email: "", password: "" });
  const [state, setState] = useState<{ pending: boolean; result?: SignInResult }>({ pending: false });
  const submit = async () => {
    setState({ pending: true });
    const result = await signIn(form.values);
    if (result === "done") location.assign(wayBack());
    else setState({ pending: false, result });
  };
  return (
    <>
      <DoorTitle title={t("signIn.title")} />
      {state.result ? (
        <Alert color="red" role="alert" mb="md">
          {t(`signIn.${state.result === "done" ? "failed" : state.result}`)}
        </Alert>
      ) : null}
      <form className={styles.form} onSubmit={onSubmit(submit)}>
        <TextInput
          size="sm"
          type="email"
          autoComplete="username"
          label={t("email")}
          required
          withAsterisk={false}
          maxLength={254}
          {...form.text("email")}
        />
        <PasswordInput
          size="sm"
          autoComplete="current-password"
          label={t("password")}
          required
          withAsterisk={false}
          maxLength={128}
          visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
          {...form.text("password")}
        />
        <Button size="sm" type="submit" loading={state.pending}>
          {t("signIn.action")}
        </Button>
      </form>
      <DoorLinks
        links={[
          { href: "/forgot", label: t("forgot.link") },
          { href: "/sign-up", label: t("signUp.link") },
        ]}
      />
    </>
  );
}
