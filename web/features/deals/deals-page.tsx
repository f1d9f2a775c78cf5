"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Segments } from "../../components/filter-bar.tsx";
import { Page } from "../../components/page.tsx";
import { Waiting } from "../../components/states.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";
import { useKeys } from "../../lib/keys.ts";
import { useDealFilter, views } from "./deal-filter.ts";
import { DealList } from "./deal-list.tsx";

// Dragging is heavy, and most pages of deals are lists.
const DealBoard = dynamic(() => import("./deal-board.tsx").then((module) => module.DealBoard), {
  ssr: false,
  loading: () => <Waiting lines={8} />,
});
const DealReport = dynamic(() => import("./deal-report.tsx").then((module) => module.DealReport), {
  ssr: false,
  loading: () => <Waiting lines={8} />,
});
const OpenDeal = dynamic(() => import("./open-deal.tsx").then((module) => module.OpenDeal), { ssr: false });

/** Deals as a list, as a board by stage, as a report. */
export function DealsPage() {
  const t = useTranslations("deals");
  const router = useRouter();
  const { id: company } = useCompany();
  const { may } = useRights();
  const filter = useDealFilter();
  const [opening, setOpening] = useState(false);
  const open = may("deals", "create") ? () => setOpening(true) : undefined;
  useKeys({ KeyN: open });
  return (
    <Page
      title={t("title")}
      fill
      note={
        <Segments
          label={t("views.title")}
          value={filter.view}
          options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(view) => filter.change({ view: view === "list" ? undefined : view })}
        />
      }
      actions={open ? <Button onClick={open}>{t("new")}</Button> : null}
    >
      {filter.view === "board" ? (
        <DealBoard filter={filter} />
      ) : filter.view === "report" ? (
        <DealReport filter={filter} />
      ) : (
        <DealList filter={filter} open={open} />
      )}
      {opening ? (
        <OpenDeal
          pipelineId={filter.pipelineId}
          onClose={() => setOpening(false)}
          onOpened={({ id }) => router.push(`/${company}/deals/${id}`)}
        />
      ) : null}
    </Page>
  );
}
