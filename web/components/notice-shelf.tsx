"use client";
import "@mantine/notifications/styles.css";
import { Notifications, notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { takeNotices } from "./notices.tsx";

/** Shows the waiting notices each time their count grows. */
export function NoticeShelf({ count }: { count: number }) {
  const t = useTranslations("common");
  useEffect(() => {
    for (const { message, tone = "good" } of takeNotices()) {
      notifications.show({
        message,
        color: tone === "good" ? "pine" : "red",
        autoClose: tone === "good" ? 4000 : 10_000,
        closeButtonProps: { "aria-label": t("close") },
      });
    }
  }, [count, t]);
  return <Notifications position="bottom-right" />;
}
