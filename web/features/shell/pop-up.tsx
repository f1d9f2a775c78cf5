"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { notificationsContract } from "#shared/notifications/contract.ts";
import type { NotificationView } from "#shared/notifications/news.ts";
import { notify } from "../../components/notices.tsx";
import { call, companyOfAddress } from "../../lib/api.ts";
import styles from "./bell.module.css";

/** Notices that pop up one by one; of more one says how many. */
const MOST_ALONE = 5;

/** Lets what one was told pop up; what is urgent stays until it is closed. */
export function popUp(notices: readonly NotificationView[], refresh: (feature: string) => Promise<void>): void {
  if (notices.length > MOST_ALONE) {
    const stays = notices.some(({ urgent }) => urgent);
    notify({ message: <Many count={notices.length} />, tone: stays ? "bad" : "plain", stays });
    return;
  }
  for (const notice of notices) {
    const { urgent = false } = notice;
    notify({ message: <One notice={notice} refresh={refresh} />, tone: urgent ? "bad" : "plain", stays: urgent });
  }
}

function One({ notice, refresh }: { notice: NotificationView; refresh: (feature: string) => Promise<void> }) {
  const t = useTranslations("notices");
  const { id, title, text, path } = notice;
  const onOpen = () => void call(notificationsContract.read, { ids: [id] }).then(() => refresh("notifications"));
  return (
    <>
      <b>{title}</b>
      {text ? <p className={styles.popText}>{text}</p> : null}
      <Link className={styles.open} href={`/${companyOfAddress()}/${path}`} prefetch={false} onClick={onOpen}>
        {t("open")}
      </Link>
    </>
  );
}

function Many({ count }: { count: number }) {
  const t = useTranslations("notices");
  return (
    <>
      <b>{t("many", { count })}</b>{" "}
      <Link className={styles.open} href={`/${companyOfAddress()}/notifications`} prefetch={false}>
        {t("all")}
      </Link>
    </>
  );
}
