"use client";
import { Button } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import type { ConversationView } from "#shared/messages/schema.ts";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { LeaveDiscussion } from "./leave-discussion.tsx";
import styles from "./messages.module.css";
import { usePeople } from "./people.ts";
import { Talk } from "./talk.tsx";
import { useThread } from "./use-thread.ts";

const GroupDialog = dynamic(() => import("./group-dialog.tsx").then((module) => module.GroupDialog), { ssr: false });

/** The open conversation. */
export function Conversation({ id }: { id: string }) {
  const t = useTranslations("messages");
  const { id: company } = useCompany();
  const open = useThread(id);
  const { thread } = open;
  return (
    <section className={styles.conversation} aria-label={t("conversation")}>
      <header className={styles.head}>
        <Link href={`/${company}/messages`} className={styles.back} aria-label={t("list")}>
          <IconChevronLeft size={18} aria-hidden />
        </Link>
        {thread ? <Title conversation={thread.conversation} /> : null}
      </header>
      {thread ? (
        <Talk open={open} thread={thread} />
      ) : open.error ? (
        <ErrorBox error={open.error} onRetry={open.retry} />
      ) : (
        <Waiting lines={8} />
      )}
    </section>
  );
}

function Title({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("messages");
  const people = usePeople();
  const [managing, setManaging] = useState(false);
  const { clientId, dealId, kind } = conversation;
  if (clientId || dealId)
    return (
      <>
        {clientId ? <OfClient id={clientId} /> : <OfDeal id={dealId!} />}
        <LeaveDiscussion conversation={conversation} />
      </>
    );
  const readers = people.readersOf(conversation).length + 1;
  return (
    <>
      <h2>{people.titleOf(conversation) || "…"}</h2>
      {kind === "direct" ? null : <span className={styles.quiet}>{t("people", { count: readers })}</span>}
      {kind === "group" ? (
        <Button variant="default" size="xs" ml="auto" onClick={() => setManaging(true)}>
          {t("group.manage")}
        </Button>
      ) : null}
      {managing ? <GroupDialog conversation={conversation} onClose={() => setManaging(false)} /> : null}
    </>
  );
}

function OfClient({ id }: { id: string }) {
  const { id: company } = useCompany();
  const { data } = useAnswer(clientsContract.card, { id });
  return (
    <h2>
      <Link href={`/${company}/clients/${id}`}>{data?.client.name ?? "…"}</Link>
    </h2>
  );
}

function OfDeal({ id }: { id: string }) {
  const { id: company } = useCompany();
  const { data } = useAnswer(dealsContract.get, { id });
  return (
    <h2>
      <Link href={`/${company}/deals/${id}`}>{data?.deal.title ?? "…"}</Link>
    </h2>
  );
}
