"use client";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { CORRECTION_SECONDS, type Message } from "#shared/messages/schema.ts";
import { Menu } from "../../components/menu.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useWhen } from "../../lib/wall.ts";
import { partsOf } from "./mentions.ts";
import styles from "./messages.module.css";
import { usePeople } from "./people.ts";

/** One message, with what its author may do with it. */
export function MessageItem(props: {
  message: Message;
  /** About now, in ms: whether it may still be corrected. */
  now: number;
  onCorrect: () => void;
  onTakeBack: () => void;
}) {
  const { message } = props;
  const { authorId, createdAt, takenBackAt, correctedAt, mentions } = message;
  const t = useTranslations("messages");
  const people = usePeople();
  const when = useWhen();
  const { moment } = useFormats();
  const own = authorId === people.ownId;
  const author = people.name(authorId);
  const mentioned = people.ownId !== undefined && mentions.includes(people.ownId);
  const items = () => {
    const fresh = props.now < Date.parse(createdAt) + CORRECTION_SECONDS * 1000;
    return [
      ...(fresh ? [{ label: t("correct"), onSelect: props.onCorrect }] : []),
      { label: t("takeBack.action"), tone: "bad" as const, onSelect: props.onTakeBack },
    ];
  };
  return (
    <li className={styles.message} data-own={own || undefined} data-mentioned={mentioned || undefined}>
      <p className={styles.by}>
        <strong>{author || "…"}</strong>
        <time dateTime={createdAt} title={moment(createdAt)}>
          {when.moment(createdAt)}
        </time>
        {correctedAt && !takenBackAt ? <span>{t("changed")}</span> : null}
        {own && !takenBackAt ? (
          <Menu label={t("actions")} align="end" className={styles.dots} items={items()}>
            <IconDots size={16} aria-hidden />
          </Menu>
        ) : null}
      </p>
      {takenBackAt ? (
        <p className={styles.quiet}>{t("takenBack")}</p>
      ) : (
        <p className={styles.text}>
          {partsOf(message.text, mentions.map(people.name)).map(({ text, named }, at) =>
            named ? <mark key={at}>{text}</mark> : text,
          )}
        </p>
      )}
    </li>
  );
}
