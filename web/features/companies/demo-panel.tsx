"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { demoContract } from "#shared/demo/contract.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { isOver, JobProgress } from "../../components/job-progress.tsx";
import { Panel } from "../../components/page.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";

/** Demo data that are loaded, and the way to be rid of them. */
export function DemoPanel() {
  const t = useTranslations("demo");
  const { may } = useRights();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const [asked, setAsked] = useState<string>();
  const jobs = useAnswer(jobsContract.list, {}, { enabled: may("imports", "read") });
  const job = asked ?? jobs.data?.jobs.find((one) => one.kind === "demo_remove" && !isOver(one))?.id;
  const remove = () =>
    ask({
      title: t("remove.title"),
      text: t("remove.text"),
      action: t("remove.action"),
      tone: "bad",
      run: async () => {
        const { id } = await call(demoContract.remove, {});
        setAsked(id);
      },
    });
  const gone = () => {
    setAsked(undefined);
    void refresh("company", "clients", "deals", "tasks", "products", "employees", "dictionaries", "pipelines", "jobs");
  };
  return (
    <Panel title={t("title")} note={t("note")}>
      {job ? <JobProgress key={job} id={job} label={t("removing")} onOver={gone} /> : null}
      {!job && may("imports", "delete") ? (
        <Button variant="default" onClick={remove}>
          {t("remove.action")}
        </Button>
      ) : null}
      {dialog}
    </Panel>
  );
}
