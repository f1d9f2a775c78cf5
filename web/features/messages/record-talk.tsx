"use client";
import { useTranslations } from "next-intl";
import { messagesContract } from "#shared/messages/contract.ts";
import { Answer, ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer, usePutAnswer } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { MessageComposer } from "./message-composer.tsx";
import styles from "./messages.module.css";
import { usePeople } from "./people.ts";
import { Talk } from "./talk.tsx";
import { useThread } from "./use-thread.ts";

/** The discussion of a record; the first message starts it. */
export function RecordTalk(of: { clientId?: string; dealId?: string }) {
  const t = useTranslations("messages");
  const put = usePutAnswer();
  const { colleagues } = usePeople();
  const answer = useAnswer(messagesContract.at, of);
  return (
    <Answer of={answer} waiting={<Waiting lines={2} />}>
      {({ conversation }) =>
        conversation ? (
          <div className={styles.compact}>
            <OpenTalk id={conversation.id} />
          </div>
        ) : (
          <div className={styles.compact}>
            <p className={styles.quiet}>{t("discussionNote")}</p>
            <MessageComposer
              draft={of.clientId ?? of.dealId ?? ""}
              readers={colleagues}
              send={async ({ body, options }) => {
                const started = await call(messagesContract.start, of);
                const sent = await call(messagesContract.send, { id: started.id, ...body }, options);
                put(messagesContract.at, of, () => ({ conversation: started }));
                return sent;
              }}
              onDone={() => undefined}
            />
          </div>
        )
      }
    </Answer>
  );
}

function OpenTalk({ id }: { id: string }) {
  const open = useThread(id);
  if (open.thread) return <Talk open={open} thread={open.thread} />;
  return open.error ? <ErrorBox error={open.error} onRetry={open.retry} /> : <Waiting lines={2} />;
}
