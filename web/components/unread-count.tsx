"use client";
import { useTranslations } from "next-intl";
import styles from "./unread-count.module.css";

/** How many messages are unread; nothing where there are none. */
export function UnreadCount({ count }: { count: number }) {
  const t = useTranslations("messages");
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="heard">{count > 99 ? t("unreadMany") : t("unread", { count })}</span>
    </span>
  );
}
