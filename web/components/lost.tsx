"use client";
import { Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { Empty } from "./states.tsx";

/** There is no such page. */
export function Lost() {
  const t = useTranslations("errors.lost");
  return (
    <Empty
      page
      title={t("title")}
      action={
        <Anchor component={Link} href="/">
          {t("action")}
        </Anchor>
      }
    >
      {t("text")}
    </Empty>
  );
}
