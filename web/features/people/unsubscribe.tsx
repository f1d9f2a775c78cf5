"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Output } from "#shared/http/contract.ts";
import { unsubscribeContract } from "#shared/notifications/contract.ts";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useSubmit } from "../../lib/submit.ts";
import { BrokenLink } from "./confirm.tsx";
import { DoorLinks, DoorTitle, useLinkToken } from "./parts.tsx";

/** The link at the end of a letter: which letters it turns off, and a button that does. */
export function Unsubscribe() {
  const t = useTranslations("people");
  const token = useLinkToken();
  const asked = useAnswer(unsubscribeContract.view, { token: token ?? "" }, { enabled: Boolean(token), once: true });
  if (token === "") return <BrokenLink />;
  if (asked.error) {
    return (
      <>
        <DoorTitle title={t("unsubscribe.title")} />
        <ErrorBox error={asked.error} />
      </>
    );
  }
  if (!token || !asked.data) return <Waiting lines={4} />;
  return <TurnOff token={token} asked={asked.data} />;
}

function TurnOff({ token, asked }: { token: string; asked: Output<typeof unsubscribeContract.view> }) {
  const t = useTranslations();
  const [done, setDone] = useState(false);
  const stop = useSubmit(unsubscribeContract.unsubscribe, { refreshes: [], onDone: () => setDone(true) });
  const { company, notices, morning } = asked;
  const kinds = [
    ...notices.map((kind) => t(`notices.kinds.${kind}`)),
    ...(morning ? [t("notices.settings.morning")] : []),
  ];
  return (
    <>
      <DoorTitle title={t("people.unsubscribe.title")}>
        <span role="status">{t(done ? "people.unsubscribe.done" : "people.unsubscribe.lead", { company })}</span>
      </DoorTitle>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>{kind}</li>
        ))}
      </ul>
      <ErrorBox error={stop.error} />
      {done ? null : (
        <Button
          size="sm"
          loading={stop.pending}
          onClick={() => void stop.submit({ token, "List-Unsubscribe": "One-Click" })}
        >
          {t("people.unsubscribe.action")}
        </Button>
      )}
      <DoorLinks links={[{ href: "/", label: t("people.unsubscribe.settings") }]} />
    </>
  );
}
