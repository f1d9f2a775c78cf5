"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect } from "react";
import { filesContract } from "#shared/files/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import type { ImportView } from "#shared/imports/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { notify } from "../../components/notices.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer, useCompanyId, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useFormats } from "../../lib/formats.ts";
import { useSubmit } from "../../lib/submit.ts";
import { Broken } from "./broken.tsx";
import { Decisions } from "./decisions.tsx";
import { Mapping } from "./mapping.tsx";

const busy = new Set<ImportView["state"]>(["analysing", "checking", "running", "reverting"]);

/** One import on its way: what it waits for, how far it is, what came of it. */
export function ImportPage({ id }: { id: string }) {
  const t = useTranslations("imports");
  const company = useCompanyId();
  const answer = useAnswer(
    importsContract.get,
    { id },
    { again: (last) => (last && !busy.has(last.state) ? false : 1000) },
  );
  const refresh = useRefresh();
  const state = answer.data?.state;
  const isOver = state === "done" || state === "stopped" || state === "reverted";
  useEffect(() => {
    if (isOver) void refresh("clients", "deals", "employees", "products", "dictionaries");
  }, [isOver, refresh]);
  return (
    <Page
      title={answer.data?.fileName ?? t("title")}
      note={answer.data ? `${t(`entities.${answer.data.entity}`)} · ${t(`states.${answer.data.state}`)}` : null}
      actions={<Link href={`/${company}/imports`}>{t("all")}</Link>}
    >
      <Answer of={answer}>{(one) => <Stage one={one} />}</Answer>
    </Page>
  );
}

function Stage({ one }: { one: ImportView }) {
  switch (one.state) {
    case "analysing":
    case "checking":
    case "running":
    case "reverting":
      return <Working one={one} />;
    case "broken":
      return <Broken one={one} />;
    case "mapping":
      return <Mapping key={one.ver} one={one} />;
    case "deciding":
      return <Decisions one={one} />;
    case "stopped":
    case "done":
    case "reverted":
      return <Result one={one} />;
  }
}

function Working({ one }: { one: ImportView }) {
  const t = useTranslations("imports");
  const refresh = useRefresh();
  const cancel = useSubmit(jobsContract.cancel);
  return (
    <Panel note={t("mayLeave")}>
      {one.jobId ? (
        <JobProgress
          key={one.jobId}
          id={one.jobId}
          label={t(`states.${one.state}`)}
          onOver={() => void refresh("imports")}
        />
      ) : null}
      <ErrorBox error={cancel.error} />
      {one.jobId && one.state === "running" ? (
        <Button
          mt="md"
          variant="default"
          loading={cancel.pending}
          onClick={() => void cancel.submit({ id: one.jobId! })}
        >
          {t("stop")}
        </Button>
      ) : null}
    </Panel>
  );
}

function Result({ one }: { one: ImportView }) {
  const t = useTranslations("imports");
  const company = useCompanyId();
  const { number } = useFormats();
  const { ask, dialog } = useConfirm();
  const refresh = useRefresh();
  const again = useSubmit(importsContract.start);
  const counts = one.counts;
  const download = async () => {
    try {
      const { url } = await call(filesContract.link, { id: one.reportFileId! });
      location.assign(url);
    } catch {
      notify({ message: t("noDownload"), tone: "bad" });
    }
  };
  const revert = () =>
    ask({
      title: t("revertTitle"),
      text: t("revertText"),
      action: t("revert"),
      tone: "bad",
      run: async () => {
        await call(importsContract.revert, { id: one.id, ver: one.ver });
        await refresh("imports");
      },
    });
  return (
    <>
      <Panel title={t(`states.${one.state}`)}>
        {one.failure ? <p>{one.failure.message}</p> : null}
        {counts ? (
          <dl className="facts">
            {(["created", "updated", "skipped", "refused", "also"] as const).map((name) => (
              <div key={name}>
                <dt>{t(name)}</dt>
                <dd>{number(counts[name])}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {one.reverted ? (
          <p>
            {t("revertedNote", {
              removed: one.reverted.removed,
              restored: one.reverted.restored,
              kept: one.reverted.kept,
            })}
          </p>
        ) : null}
        <ErrorBox error={again.error} />
        <div style={{ display: "flex", flexWrap: "wrap", gap: "0.5rem", marginTop: "0.75rem" }}>
          {one.state === "done" && (one.entity === "clients" || one.entity === "deals") ? (
            <Button component={Link} href={`/${company}/${one.entity}`}>
              {t("open")}
            </Button>
          ) : null}
          {one.state === "stopped" ? (
            <Button loading={again.pending} onClick={() => void again.submit({ id: one.id, ver: one.ver })}>
              {t("goOn")}
            </Button>
          ) : null}
          {one.reportFileId ? (
            <Button variant="default" onClick={() => void download()}>
              {t("report")}
            </Button>
          ) : null}
          {one.state !== "reverted" && one.can.includes("write") ? (
            <Button variant="default" onClick={revert}>
              {t("revert")}
            </Button>
          ) : null}
        </div>
      </Panel>
      {one.reverted && one.reverted.kept > 0 ? <Kept id={one.id} /> : null}
      {dialog}
    </>
  );
}

function Kept({ id }: { id: string }) {
  const t = useTranslations("imports");
  const kept = useAnswer(importsContract.kept, { id });
  return (
    <Panel title={t("keptTitle")}>
      <Answer of={kept}>
        {(data) => (
          <PlainTable
            label={t("keptTitle")}
            rows={data.kept}
            rowKey={(record) => record.id}
            columns={[
              { key: "name", title: t("record"), cell: (record) => record.name },
              { key: "reason", title: t("why"), cell: (record) => t(`keptReasons.${record.reason}`) },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
