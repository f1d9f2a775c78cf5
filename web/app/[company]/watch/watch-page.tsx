"use client";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Menu } from "../../../components/menu.tsx";
import { Watch, type Act } from "../../../features/watch/watch.tsx";
import { useRefresh } from "../../../lib/answers.ts";
import { useRights } from "../../../lib/company.tsx";
import { useMayWith } from "../../../lib/own.ts";

const PlanStep = dynamic(() => import("../../../features/watch/plan-step.tsx").then((module) => module.PlanStep), {
  ssr: false,
});
const ParkRow = dynamic(() => import("./row-dialogs.tsx").then((module) => module.ParkRow), { ssr: false });
const WriteRow = dynamic(() => import("./row-dialogs.tsx").then((module) => module.WriteRow), { ssr: false });

/** What needs a look, with what the features let one do about it at once. */
export function WatchPage() {
  const t = useTranslations("watch");
  const { may } = useRights();
  const mayPark = useMayWith("clients", "write");
  const refresh = useRefresh();
  const [opened, setOpened] = useState<{ what: "plan" | "park" | "write"; client: { id: string; name: string } }>();
  const close = () => {
    setOpened(undefined);
    void refresh("watch");
  };
  const act: Act = ({ id, name, owners }) => {
    const items = [
      ...(may("history", "create")
        ? [
            { label: t("plan"), onSelect: () => setOpened({ what: "plan", client: { id, name } }) },
            { label: t("write"), onSelect: () => setOpened({ what: "write", client: { id, name } }) },
          ]
        : []),
      ...(mayPark(owners)
        ? [{ label: t("park"), onSelect: () => setOpened({ what: "park", client: { id, name } }) }]
        : []),
    ];
    if (items.length === 0) return null;
    return (
      <Menu label={t("more", { name })} align="end" items={items}>
        <IconDots size={16} aria-hidden />
      </Menu>
    );
  };
  return (
    <>
      <Watch act={act} />
      {opened?.what === "plan" ? <PlanStep client={opened.client} onClose={close} /> : null}
      {opened?.what === "park" ? <ParkRow clientId={opened.client.id} onClose={close} /> : null}
      {opened?.what === "write" ? <WriteRow clientId={opened.client.id} onClose={close} /> : null}
    </>
  );
}
