"use client";
import { useTranslations } from "next-intl";
import { jobsContract } from "#shared/jobs/contract.ts";
import { isOver, JobProgress } from "../../components/job-progress.tsx";
import { Panel } from "../../components/page.tsx";
import { useAnswer } from "../../lib/answers.ts";

/** How far the loading of demo data is: of the job that was just asked for, or of one that still runs from before. */
export function LoadingDemo({ job, onLoaded }: { job: string | undefined; onLoaded: () => void }) {
  const t = useTranslations("start");
  const jobs = useAnswer(jobsContract.list, {});
  const shown = job ?? jobs.data?.jobs.find((one) => one.kind === "demo_load" && !isOver(one))?.id;
  if (!shown) return null;
  return (
    <Panel>
      <JobProgress
        key={shown}
        id={shown}
        label={t("data.demo.loading")}
        onOver={({ state }) => {
          if (state === "done") onLoaded();
        }}
      />
    </Panel>
  );
}
