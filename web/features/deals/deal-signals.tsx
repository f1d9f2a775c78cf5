"use client";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { signalsOf } from "#shared/deals/signals.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { useCompany } from "../../lib/company.tsx";
import { daysBetween, wallOf } from "../../lib/wall.ts";
import styles from "./signals.module.css";

/** Why an open deal needs a look, each reason by its name; a planned day that is over is said besides. */
export function Signals({
  deal,
  lastContactAt,
  pipeline,
}: {
  deal: { stageId: string; stageSince: string; openedOn: string; plannedCloseOn?: string | null | undefined };
  lastContactAt: string | null | undefined;
  pipeline: Pipeline;
}) {
  const t = useTranslations("deals.signals");
  const { company } = useCompany();
  const dayOf = (at: Date) => wallOf(at, company?.timeZone).slice(0, 10);
  const today = dayOf(new Date());
  const { stageId, stageSince, openedOn, plannedCloseOn } = deal;
  const contactOn = lastContactAt ? dayOf(new Date(lastContactAt)) : undefined;
  const signals = signalsOf({ stageId, openedOn, stageOn: dayOf(new Date(stageSince)), contactOn }, pipeline, today);
  const past = plannedCloseOn && plannedCloseOn < today ? daysBetween(plannedCloseOn, today) : 0;
  if (signals.length === 0 && past === 0) return null;
  return (
    <ul className={styles.signals}>
      {signals.map(({ kind, days, norm }) => (
        <li key={kind}>
          <IconAlertCircle size={14} aria-hidden />
          {t(kind, { days, norm })}
        </li>
      ))}
      {past > 0 ? (
        <li>
          <IconAlertCircle size={14} aria-hidden />
          {t("date", { days: past })}
        </li>
      ) : null}
    </ul>
  );
}
