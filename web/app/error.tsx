"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Empty } from "../components/states.tsx";

/** Something broke while a page was shown. */
export default function PageError({ reset }: { reset: () => void }) {
  const t = useTranslations();
  return (
    <Empty page title={t("errors.unexpected.title")} action={<Button onClick={reset}>{t("common.again")}</Button>}>
      {t("errors.unexpected.text")}
    </Empty>
  );
}
