"use client";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { askerName } from "#shared/inquiries/columns.ts";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany, useRights } from "../../lib/company.tsx";
import { useWhen } from "../../lib/wall.ts";
import styles from "./inquiries.module.css";

const EVERY_MS = 60_000;

/** What came in and waits for the person, the earliest deadline first; nothing where there is none. For My day. */
export function CameIn() {
  const t = useTranslations("inquiries");
  const { id: company } = useCompany();
  const { may } = useRights();
  const when = useWhen();
  const mine = useAnswer(inquiriesContract.mine, {}, { enabled: may("inquiries", "read"), again: () => EVERY_MS });
  if (mine.error) return <ErrorBox error={mine.error} onRetry={() => void mine.refetch()} />;
  const inquiries = mine.data?.inquiries ?? [];
  if (inquiries.length === 0) return null;
  return (
    <Panel title={t("cameIn")}>
      <ul className={styles.came}>
        {inquiries.map(({ id, subject, clientName, from, dueAt, answeredAt, late }) => (
          <li key={id}>
            <Link href={`/${company}/inquiries/${id}`} prefetch={false}>
              {subject}
            </Link>
            <span className={styles.quiet}>{clientName ?? askerName(from)}</span>
            {answeredAt ? (
              <span className={styles.quiet}>{t("states.in_work")}</span>
            ) : (
              <span className={late ? styles.late : styles.quiet}>
                {late ? <IconAlertCircle size={14} aria-hidden /> : null}
                {t(late ? "wasDue" : "answerBy", { when: when.moment(dueAt) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
