"use client";
import { Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { PageTitle } from "./page.tsx";
import { Empty } from "./states.tsx";

/** There is no such page. */
export function Lost() {
  const t = useTranslations("errors.lost");
  return (
    <>
      <PageTitle title={t("title")} />
      <Empty
        title={t("title")}
        action={
          <Anchor component={Link} href="/">
            {t("action")}
          </Anchor>
        }
      >
        {t("text")}
      </Empty>
    </>
  );
}
