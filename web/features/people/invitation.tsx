"use client";
import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { peopleContract } from "#shared/people/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useSubmit } from "../../lib/submit.ts";
import { BrokenLink } from "./confirm.tsx";
import styles from "./door.module.css";
import { enterBy } from "./enter.ts";
import { DoorTitle, NewPasswordInput, useLinkToken } from "./parts.tsx";

/** The link of an invitation: what it offers, and a button to accept. */
export function Invitation() {
  const t = useTranslations("people");
  const token = useLinkToken();
  // Looking at an invitation changes nothing: it is a POST so that its secret stays out of addresses.
  const offer = useAnswer(
    peopleContract.viewInvitation,
    { token: token ?? "" },
    { enabled: Boolean(token), once: true },
  );
  if (token === "") return <BrokenLink />;
  if (offer.error) {
    return (
      <>
        <DoorTitle title={t("invitation.title")} />
        <ErrorBox error={offer.error} />
      </>
    );
  }
  if (!token || !offer.data) return <Waiting lines={4} />;
  return <Accept token={token} offer={offer.data} />;
}

function Accept({ token, offer }: { token: string; offer: Output<typeof peopleContract.viewInvitation> }) {
  const t = useTranslations("people");
  const accept = useSubmit(peopleContract.acceptInvitation, {
    // The link is used up: what it offered is not asked for again.
    refreshes: [],
    onDone: async ({ company, ticket }) => {
      if (ticket) await enterBy(ticket, `/${company}`);
      else location.assign(`/${company}`);
    },
  });
  const form = useForm({ name: offer.name, password: "" }, accept.issues);
  return (
    <>
      <DoorTitle title={t("invitation.offer", { company: offer.company })}>
        {offer.known ? t("invitation.known", { email: offer.email }) : t("invitation.unknown", { email: offer.email })}
      </DoorTitle>
      <ErrorBox error={accept.error} />
      <form
        className={styles.form}
        onSubmit={onSubmit(() =>
          accept.submit(
            offer.known ? { token } : { token, name: filled(form.values.name), password: form.values.password },
          ),
        )}
      >
        {offer.known ? null : (
          <>
            <TextInput size="sm" label={t("name")} autoComplete="name" maxLength={120} {...form.text("name")} />
            <input type="hidden" name="username" autoComplete="username" value={offer.email} readOnly />
            <NewPasswordInput {...form.text("password")} />
          </>
        )}
        <Button size="sm" type="submit" loading={accept.pending}>
          {t("invitation.action")}
        </Button>
      </form>
    </>
  );
}
