"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Page } from "../../components/page.tsx";
import { Empty } from "../../components/states.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { Conversation } from "./conversation.tsx";
import styles from "./messages.module.css";

const NewConversation = dynamic(() => import("./new-conversation.tsx").then((module) => module.NewConversation), {
  ssr: false,
});

/** One's conversations beside the open one; on a phone either the list or the conversation. */
export function Messages({ id }: { id?: string }) {
  const t = useTranslations("messages");
  const [starting, setStarting] = useState(false);
  const start = () => setStarting(true);
  return (
    <Page title={t("title")} fill actions={<Button onClick={start}>{t("start")}</Button>}>
      <div className={styles.frame} data-open={id !== undefined || undefined}>
        <ConversationList openId={id} onStart={start} />
        {id ? (
          <Conversation key={id} id={id} />
        ) : (
          <div className={styles.nothing}>
            <Empty title={t("choose")} />
          </div>
        )}
      </div>
      {starting ? <NewConversation onClose={() => setStarting(false)} /> : null}
    </Page>
  );
}
