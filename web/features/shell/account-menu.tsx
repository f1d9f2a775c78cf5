"use client";
import { useMantineColorScheme } from "@mantine/core";
import { useTranslations } from "next-intl";
import { languages } from "#shared/caller.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { languageNames } from "../../components/language-names.ts";
import { Menu } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { usePutAnswer } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useCompany } from "../../lib/company.tsx";
import { messageOf } from "../../lib/errors.ts";
import { useMounted } from "../../lib/mounted.ts";
import { signOut } from "../../lib/sign-out.ts";
import styles from "./shell.module.css";

const colours = ["auto", "light", "dark"] as const;

/** The person: account, language, colours, the way out. */
export function AccountMenu() {
  const t = useTranslations();
  const { id, me } = useCompany();
  const put = usePutAnswer();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // What was chosen is known to the browser alone.
  const mounted = useMounted();
  const speak = async (language: (typeof languages)[number]) => {
    try {
      const changed = await call(peopleContract.changeMe, { language });
      put(peopleContract.me, {}, () => changed);
    } catch (error) {
      notify({ message: messageOf(error, t).text, tone: "bad" });
    }
  };
  return (
    <Menu
      label={t("shell.account", { name: me?.name ?? "" })}
      className={styles.account}
      align="end"
      items={[
        { heading: me?.email ?? "" },
        { label: t("account.title"), href: "/account" },
        { label: t("notices.toSettings"), href: `/${id}/notifications/settings` },
        { heading: t("common.language") },
        ...languages.map((language) => ({
          label: languageNames[language],
          checked: me?.language === language,
          onSelect: () => void speak(language),
        })),
        { heading: t("shell.colours.title") },
        ...colours.map((scheme) => ({
          label: t(`shell.colours.${scheme}`),
          checked: mounted && colorScheme === scheme,
          onSelect: () => setColorScheme(scheme),
        })),
        { heading: "" },
        { label: t("shell.signOut"), onSelect: () => void signOut() },
      ]}
    >
      {initialsOf(me?.name ?? "")}
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join("")
    .toUpperCase();
}
