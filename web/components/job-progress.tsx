"use client";
import { Progress } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { jobsContract } from "#shared/jobs/contract.ts";
import type { JobView } from "#shared/jobs/schema.ts";
import { useAnswer } from "../lib/answers.ts";
import { useFormats } from "../lib/formats.ts";
import { ErrorBox } from "./states.tsx";

/** A job with its progress, asked for every two seconds while it runs. */
export function useJob(id: string | undefined) {
  return useAnswer(
    jobsContract.get,
    { id: id ?? "" },
    {
      enabled: id !== undefined,
      again: (job) => (job && isOver(job) ? false : 2000),
    },
  );
}

/** Whether a job has ended, one way or another. */
export function isOver({ state }: JobView): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}

/** How far a job is; `onOver` hears once that it ended. The page may be left: the job goes on. */
export function JobProgress({ id, label, onOver }: { id: string; label: string; onOver?: (job: JobView) => void }) {
  const t = useTranslations("jobs");
  const { number } = useFormats();
  const { data: job, error } = useJob(id);
  const told = useRef(false);
  useEffect(() => {
    if (!job || !isOver(job) || told.current) return;
    told.current = true;
    onOver?.(job);
  }, [job, onOver]);
  if (error) return <ErrorBox error={error} />;
  const share = job?.total ? Math.min(100, (job.done / job.total) * 100) : job && isOver(job) ? 100 : 0;
  return (
    <div>
      <Progress
        value={share}
        color={job?.state === "failed" ? "red" : "pine"}
        aria-label={label}
        animated={!job || !isOver(job)}
      />
      <p role="status" style={{ margin: "0.5rem 0 0", color: "var(--quiet)" }}>
        {label} · {t(`states.${job?.state ?? "queued"}`)}
        {job?.total ? ` · ${t("progress", { done: number(job.done), total: number(job.total) })}` : ""}
      </p>
    </div>
  );
}
