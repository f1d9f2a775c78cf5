"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { messagesContract } from "#shared/messages/contract.ts";
import type { Message } from "#shared/messages/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { call } from "../../lib/api.ts";
import { MessageComposer } from "./message-composer.tsx";
import { MessageItem } from "./message-item.tsx";
import styles from "./messages.module.css";
import { usePeople } from "./people.ts";
import type { Thread } from "./thread.ts";
import type { useThread } from "./use-thread.ts";

/** The messages of a conversation, the newest at the bottom, and where one writes. */
export function Talk({ open, thread }: { open: ReturnType<typeof useThread>; thread: Thread }) {
  const t = useTranslations("messages");
  const people = usePeople();
  const { conversation, messages, cursor } = thread;
  const [correcting, setCorrecting] = useState<Message>();
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const { ask, dialog } = useConfirm();
  const older = async () => {
    setLoading(true);
    setFailed(undefined);
    await open.older().catch(setFailed);
    setLoading(false);
  };
  const takeBack = ({ id: messageId }: Message) =>
    ask({
      title: t("takeBack.title"),
      text: t("takeBack.text"),
      action: t("takeBack.action"),
      tone: "bad",
      run: async () => open.take(await call(messagesContract.takeBack, { id: conversation.id, messageId })),
    });
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("messages")}>
        {/* One child in a column that is reversed: it stays at its end while it grows. */}
        <div>
          {cursor ? (
            <Button variant="subtle" fullWidth loading={loading} onClick={() => void older()}>
              {t("older")}
            </Button>
          ) : null}
          <ErrorBox error={failed} onRetry={() => void older()} />
          {messages.length === 0 ? <p className={styles.first}>{t("nothingYet")}</p> : null}
          <ol className={styles.plain} aria-live="polite">
            {messages.map((message) => (
              <MessageItem
                key={message.id}
                message={message}
                now={open.now}
                onCorrect={() => setCorrecting(message)}
                onTakeBack={() => takeBack(message)}
              />
            ))}
          </ol>
        </div>
      </div>
      {people.hasLeft(conversation) ? (
        <p className={styles.left}>{t("left")}</p>
      ) : (
        <MessageComposer
          key={correcting?.id ?? "new"}
          draft={conversation.id}
          readers={people.readersOf(conversation)}
          correcting={correcting}
          send={(input) => call(messagesContract.send, { id: conversation.id, ...input.body }, input.options)}
          onDone={(message) => {
            setCorrecting(undefined);
            open.take(message);
          }}
          onCancel={() => setCorrecting(undefined)}
        />
      )}
      {dialog}
    </>
  );
}
