"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { NotificationView } from "#shared/notifications/news.ts";
import { useCompany } from "../lib/company.tsx";
import { useWhen } from "../lib/wall.ts";
import styles from "./notice-row.module.css";

/** One notification in a list: opens its page. */
export function NoticeRow({ notice, onOpen }: { notice: NotificationView; onOpen: () => void }) {
  const t = useTranslations("notices");
  const { id: company } = useCompany();
  const when = useWhen();
  const { title, text, path, read, urgent, createdAt } = notice;
  return (
    <li className={styles.row} data-unread={!read || undefined} data-urgent={urgent}>
      <Link href={`/${company}/${path}`} prefetch={false} className={styles.link} onClick={onOpen} data-notice-link>
        <span className={styles.title}>
          {read ? null : <span className="heard">{t("isUnread")} </span>}
          {title}
        </span>
        {text ? <span className={styles.text}>{text}</span> : null}
        <time className={styles.when} dateTime={createdAt}>
          {when.moment(createdAt)}
        </time>
      </Link>
    </li>
  );
}
