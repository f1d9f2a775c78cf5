"use client";
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { signalKinds } from "#shared/deals/signals.ts";
import { watchQueries } from "#shared/watch/contract.ts";
import { Segments } from "../../components/filter-bar.tsx";
import { Page } from "../../components/page.tsx";
import { useAddress } from "../../lib/address.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { useEmployees, usePipelines } from "../../lib/names.ts";
import { SilentManagers } from "./silent-managers.tsx";
import { WatchedClients } from "./watched-clients.tsx";
import { WatchedDeals } from "./watched-deals.tsx";
import styles from "./watch.module.css";

const tabs = [...signalKinds, "clients", "managers"] as const;
const ofDeals = new Set<string>(signalKinds);

/** What can be done at once with the client of a row. */
export type Act = (client: { id: string; name: string; owners: readonly (string | undefined)[] }) => ReactNode;

/** What needs a look: deals by signal, forgotten clients, silent managers; each with its reason and age. */
export function Watch({ act }: { act: Act }) {
  const t = useTranslations("watch");
  const { may } = useRights();
  const [address, change] = useAddress();
  const summary = useAnswer(watchQueries.summary, {});
  const pipelines = usePipelines();
  const employees = useEmployees();
  const shown = tabs.filter((tab) =>
    may(ofDeals.has(tab) ? "deals" : tab === "clients" ? "clients" : "history", "read"),
  );
  const tab = shown.find((one) => one === address.get("show")) ?? shown[0] ?? "clients";
  const person = address.get("person") ?? undefined;
  const pipelineId = address.get("pipeline") ?? undefined;
  const countOf = (one: (typeof tabs)[number]) => summary.data?.[one === "clients" ? "forgotten" : one];
  const people = (summary.data?.people ?? [])
    .map((one) => ({ ...one, count: one[tab === "clients" ? "forgotten" : tab === "managers" ? "overdue" : tab] }))
    .filter(({ employeeId, count }) => count > 0 || (employeeId ?? "none") === person);
  const nameOf = (id: string | null) => (id ? employees.name(id) : t("nobody"));
  return (
    <Page title={t("title")} fill>
      <div className={styles.page}>
        <div className={styles.bar}>
          <Segments
            label={t("tabs.title")}
            value={tab}
            options={shown.map((value) => ({
              value,
              label: countOf(value) === undefined ? t(`tabs.${value}`) : `${t(`tabs.${value}`)} · ${countOf(value)}`,
            }))}
            onChange={(show) => change({ show })}
          />
          {tab !== "managers" && (people.length > 1 || person) ? (
            <NativeSelect
              aria-label={t(tab === "clients" ? "curator" : "manager")}
              value={person ?? ""}
              onChange={(event) => change({ person: event.currentTarget.value })}
              data={[
                { value: "", label: t("everybody") },
                ...people.map(({ employeeId, count }) => ({
                  value: employeeId ?? "none",
                  label: `${nameOf(employeeId)} · ${count}`,
                })),
              ]}
            />
          ) : null}
          {ofDeals.has(tab) && (pipelines.offered.length > 1 || pipelineId) ? (
            <NativeSelect
              aria-label={t("pipeline")}
              value={pipelineId ?? ""}
              onChange={(event) => change({ pipeline: event.currentTarget.value })}
              data={[
                { value: "", label: t("allPipelines") },
                ...pipelines.offered.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ) : null}
        </div>
        {tab === "clients" ? (
          <WatchedClients curatorId={person} act={act} />
        ) : tab === "managers" ? (
          <SilentManagers />
        ) : (
          <WatchedDeals key={tab} signal={tab} managerId={person} pipelineId={pipelineId} act={act} />
        )}
      </div>
    </Page>
  );
}
