"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { NoticeRow } from "../../components/notice-row.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./bell.module.css";

const MOST_SHOWN = 15;

/** The newest of what one was told, to be opened or marked as read. */
export function NoticePanel({ close }: { close: () => void }) {
  const t = useTranslations("notices");
  const { id: company } = useCompany();
  const list = useAnswer(notificationsContract.list, {});
  const { submit } = useSubmit(notificationsContract.read);
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => head.current?.focus(), []);
  const newest = list.data?.notifications[0];
  return (
    <div ref={head} tabIndex={-1} className={styles.panel}>
      <div className={styles.head}>
        <h2>{t("title")}</h2>
        {newest && list.data?.unread ? (
          <button type="button" className={styles.plain} onClick={() => void submit({ until: newest.id })}>
            {t("readAll")}
          </button>
        ) : null}
      </div>
      <Answer of={list}>
        {({ notifications }) =>
          notifications.length === 0 ? (
            <p className={styles.none}>{t("empty.title")}</p>
          ) : (
            <ul className={styles.list} aria-label={t("title")}>
              {notifications.slice(0, MOST_SHOWN).map((notice) => (
                <NoticeRow
                  key={notice.id}
                  notice={notice}
                  onOpen={() => {
                    close();
                    if (!notice.read) void submit({ ids: [notice.id] });
                  }}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      <div className={styles.foot}>
        <Link href={`/${company}/notifications`} prefetch={false} onClick={close}>
          {t("all")}
        </Link>
        <Link href={`/${company}/notifications/settings`} prefetch={false} onClick={close}>
          {t("toSettings")}
        </Link>
      </div>
    </div>
  );
}
