"use client";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { Panel } from "../../components/page.tsx";
import { Waiting } from "../../components/states.tsx";

const RecordTalk = dynamic(() => import("./record-talk.tsx").then((module) => module.RecordTalk), {
  ssr: false,
  loading: () => <Waiting lines={2} />,
});

/** What colleagues write to each other at a client or a deal; its parts are loaded after the page. */
export function Discussion(props: { clientId?: string; dealId?: string }) {
  const t = useTranslations("messages");
  return (
    <Panel title={t("discussion")}>
      <RecordTalk {...props} />
    </Panel>
  );
}
