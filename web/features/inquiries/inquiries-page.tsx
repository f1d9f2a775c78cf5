"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Segments } from "../../components/filter-bar.tsx";
import { Page } from "../../components/page.tsx";
import { Waiting } from "../../components/states.tsx";
import { useRights } from "../../lib/company.tsx";
import { useKeys } from "../../lib/keys.ts";
import { inquiryTabs, useInquiryFilter } from "./inquiry-filter.ts";
import { InquiryList } from "./inquiry-list.tsx";

const WriteDown = dynamic(() => import("./write-down.tsx").then((module) => module.WriteDown), { ssr: false });
const Timeliness = dynamic(() => import("./timeliness.tsx").then((module) => module.Timeliness), {
  ssr: false,
  loading: () => <Waiting lines={8} />,
});

/** The journal of what comes in: one's own, what is nobody's yet, what is late, all, and how timely it is answered. */
export function InquiriesPage() {
  const t = useTranslations("inquiries");
  const { may, scope } = useRights();
  const filter = useInquiryFilter();
  const [adding, setAdding] = useState(false);
  const add = may("inquiries", "create") ? () => setAdding(true) : undefined;
  useKeys({ KeyN: add });
  // What is nobody's is out of sight to whoever sees his own alone.
  const tabs = inquiryTabs.filter((tab) => tab !== "free" || scope("inquiries", "read") !== "own");
  return (
    <Page
      title={t("title")}
      fill={filter.tab !== "figures"}
      note={
        <Segments
          label={t("tabs.title")}
          value={filter.tab}
          options={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          onChange={(tab) => filter.change({ tab, sort: undefined })}
        />
      }
      actions={add ? <Button onClick={add}>{t("writeDown")}</Button> : null}
    >
      {filter.tab === "figures" ? <Timeliness filter={filter} /> : <InquiryList filter={filter} add={add} />}
      {adding ? <WriteDown onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
