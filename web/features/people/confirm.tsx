"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { peopleContract } from "#shared/people/contract.ts";
import { ErrorBox } from "../../components/states.tsx";
import { useSubmit } from "../../lib/submit.ts";
import { DoorLinks, DoorTitle, useLinkToken } from "./parts.tsx";
import { enterBy } from "./enter.ts";

/** The link of the sign-up letter: its button makes the account. Opening the page changes nothing. */
export function Confirm() {
  const t = useTranslations("people");
  const token = useLinkToken();
  const confirm = useSubmit(peopleContract.confirmSignUp, {
    onDone: ({ ticket, company }) => enterBy(ticket, `/${company}/start`),
  });
  if (token === "") return <BrokenLink />;
  return (
    <>
      <DoorTitle title={t("confirm.title")}>{t("confirm.lead")}</DoorTitle>
      <ErrorBox error={confirm.error} />
      <Button
        size="sm"
        fullWidth
        loading={confirm.pending}
        disabled={!token}
        onClick={() => void confirm.submit({ token: token ?? "" })}
      >
        {t("confirm.action")}
      </Button>
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
