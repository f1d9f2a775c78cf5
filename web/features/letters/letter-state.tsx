"use client";
import { Badge } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { filesContract } from "#shared/files/contract.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import { notify } from "../../components/notices.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { messageOf } from "../../lib/errors.ts";
import styles from "./letters.module.css";

const colours = {
  queued: "gray",
  sending: "gray",
  sent: "pine",
  failed: "red",
  bounced: "red",
  complained: "red",
} as const;

/** What became of a letter, to whom it went, and its files. While it is on its way it is asked about again. */
export function LetterState({ clientId, letterId }: { clientId: string; letterId: string }) {
  const t = useTranslations();
  const letter = useAnswer(
    lettersContract.get,
    { clientId, id: letterId },
    { again: (last) => (last?.state === "queued" || last?.state === "sending" ? 2000 : false) },
  );
  if (!letter.data) return null;
  const { to, state, fileIds = [] } = letter.data;
  const download = async (id: string) => {
    try {
      const { url } = await call(filesContract.link, { id });
      location.assign(url);
    } catch (error) {
      notify({ message: messageOf(error, t).text, tone: "bad" });
    }
  };
  return (
    <div className={styles.state}>
      <Badge color={colours[state]} tt="none">
        {t(`letters.states.${state}`)}
      </Badge>
      <span>{to}</span>
      {fileIds.map((id, index) => (
        <button key={id} type="button" className={styles.attachment} onClick={() => void download(id)}>
          <IconPaperclip size={14} aria-hidden />
          {t("letters.attachment", { place: index + 1 })}
        </button>
      ))}
    </div>
  );
}
