"use client";
import "@mantine/notifications/styles.css";
import { Notifications, notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import styles from "./notice-shelf.module.css";
import { takeNotices } from "./notices.tsx";

/** Shows the waiting notices each time their count grows. */
export function NoticeShelf({ count }: { count: number }) {
  const t = useTranslations("common");
  useEffect(() => {
    for (const { message, tone = "good", stays } of takeNotices()) {
      notifications.show({
        message,
        color: tone === "bad" ? "red" : "pine",
        autoClose: stays ? false : tone === "good" ? 4000 : 10_000,
        role: tone === "plain" ? "status" : "alert",
        closeButtonProps: { "aria-label": t("close") },
      });
    }
  }, [count, t]);
  return <Notifications position="bottom-right" className={styles.shelf} />;
}
