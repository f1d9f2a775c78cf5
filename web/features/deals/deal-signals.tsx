"use client";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { useCompany } from "../../lib/company.tsx";
import { useWhen, wallOf } from "../../lib/wall.ts";
import styles from "./signals.module.css";
import { signalsOf } from "./signals.ts";

/** Why a deal is late, each reason by its name. */
export function Signals({
  deal,
  pipeline,
}: {
  deal: { stageId: string; stageSince: string; openedOn: string; plannedCloseOn?: string | null | undefined };
  pipeline: Pipeline;
}) {
  const t = useTranslations("deals.signals");
  const { company } = useCompany();
  const when = useWhen();
  const stageDay = wallOf(new Date(deal.stageSince), company?.timeZone).slice(0, 10);
  const signals = signalsOf(deal, stageDay, pipeline, when.today());
  if (signals.length === 0) return null;
  return (
    <ul className={styles.signals}>
      {signals.map((signal) => (
        <li key={signal.kind}>
          <IconAlertCircle size={14} aria-hidden />
          {signal.kind === "date"
            ? t("date", { days: signal.days })
            : t(signal.kind, { days: signal.days, norm: signal.norm })}
        </li>
      ))}
    </ul>
  );
}
