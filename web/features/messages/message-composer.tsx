"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { CallOptions } from "#shared/http/client.ts";
import { messagesContract } from "#shared/messages/contract.ts";
import { MOST_TEXT, type Message } from "#shared/messages/schema.ts";
import { ErrorBox } from "../../components/states.tsx";
import { call } from "../../lib/api.ts";
import { forgetDraft, useDraft } from "../../lib/drafts.ts";
import { matching, mentionBefore, mentionsIn, type Colleague } from "./mentions.ts";
import styles from "./messages.module.css";

const blank: { text: string; chosen: readonly Colleague[] } = { text: "", chosen: [] };

/** What a message is sent as, with the key by which a second try is known for the same. */
export interface Sending {
  body: { text: string; mentions: string[] };
  options: CallOptions;
}

/** Where a message is written or corrected. Enter sends, Shift Enter breaks the line, an @ offers colleagues. */
export function MessageComposer(props: {
  /** Name of the draft. */
  draft: string;
  readers: readonly Colleague[];
  correcting?: Message | undefined;
  send: (sending: Sending) => Promise<{ message: Message }>;
  onDone: (message: Message) => void;
  onCancel?: () => void;
}) {
  const { correcting, readers } = props;
  const t = useTranslations("messages");
  const list = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [value, setValue] = useDraft(
    correcting ? `correction ${correcting.id}` : `message ${props.draft}`,
    correcting ? { text: correcting.text, chosen: [] } : blank,
  );
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const [state, setState] = useState<{ pending: boolean; error?: unknown }>({ pending: false });
  const attempt = useRef<{ text: string; key: string } | undefined>(undefined);
  const asked = correcting || closed ? undefined : mentionBefore(value.text, caret);
  const offered = asked ? matching(readers, asked.find) : [];

  useEffect(() => {
    if (correcting) field.current?.focus();
  }, [correcting]);

  const choose = (one: Colleague | undefined) => {
    if (!one || !asked) return;
    const start = `${value.text.slice(0, asked.from)}@${one.name} `;
    setValue({ text: start + value.text.slice(caret), chosen: [...value.chosen, one] });
    setCaret(start.length);
    setClosed(true);
    requestAnimationFrame(() => field.current?.setSelectionRange(start.length, start.length));
  };

  const submit = async () => {
    const text = value.text.trim();
    if (!text || state.pending) return;
    setState({ pending: true });
    if (attempt.current?.text !== text) attempt.current = { text, key: crypto.randomUUID() };
    try {
      const { id: messageId, conversationId: id = "", ver = 1 } = correcting ?? {};
      const message = messageId
        ? await call(messagesContract.correct, { id, messageId, ver, text })
        : (
            await props.send({
              body: { text, mentions: mentionsIn(text, value.chosen) },
              options: { idempotencyKey: attempt.current.key },
            })
          ).message;
      attempt.current = undefined;
      if (correcting) forgetDraft(`correction ${correcting.id}`);
      else setValue(blank);
      setState({ pending: false });
      props.onDone(message);
    } catch (error) {
      setState({ pending: false, error });
    }
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // What an input method composes is not finished yet.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (offered.length > 0 && step !== 0) {
      event.preventDefault();
      setAt((at + step + offered.length) % offered.length);
    } else if (offered.length > 0 && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      choose(offered[at]);
    } else if (event.key === "Escape" && (offered.length > 0 || correcting)) {
      event.stopPropagation();
      if (offered.length > 0) setClosed(true);
      else props.onCancel?.();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void submit();
    }
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {correcting ? (
        <p className={styles.correcting}>
          {t("correcting")}
          <Button variant="subtle" size="compact-xs" onClick={props.onCancel}>
            {t("cancel")}
          </Button>
        </p>
      ) : null}
      <ul id={list} role="listbox" aria-label={t("mention")} className={styles.offered} hidden={offered.length === 0}>
        {offered.map((one, index) => (
          <li
            key={one.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            // The field keeps the focus, or the caret would be lost.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(one)}
          >
            {one.name}
          </li>
        ))}
      </ul>
      <textarea
        ref={field}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={offered[at] ? `${list}-${at}` : undefined}
        aria-label={t("write")}
        placeholder={t("placeholder")}
        rows={2}
        maxLength={MOST_TEXT}
        value={value.text}
        onChange={(event) => {
          setValue({ ...value, text: event.currentTarget.value });
          setCaret(event.currentTarget.selectionStart);
          setAt(0);
          setClosed(false);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <ErrorBox error={state.error} />
      <div className={styles.end}>
        <span className={styles.hint}>{t("keys")}</span>
        <Button type="submit" size="xs" loading={state.pending} disabled={value.text.trim() === ""}>
          {correcting ? t("save") : t("send")}
        </Button>
      </div>
    </form>
  );
}
