"use client";
import {
  IconDeviceDesktop,
  IconFileText,
  IconMail,
  IconMessageCircle,
  IconPhone,
  IconPrinter,
  IconSend,
  IconUsers,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState, type ComponentType, type ReactNode } from "react";
import { contactName } from "#shared/clients/columns.ts";
import type { Contact } from "#shared/clients/schema.ts";
import type { DealRef } from "#shared/deals/schema.ts";
import type { HistoryEntryView } from "#shared/history/schema.ts";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./history.module.css";

const icons: Record<string, ComponentType<{ size: number; stroke: number }>> = {
  call: IconPhone,
  meeting: IconUsers,
  letter: IconMail,
  email: IconMail,
  fax: IconPrinter,
  document: IconFileText,
  demo_sent: IconSend,
  demonstration: IconDeviceDesktop,
};

/** Longer results are cut until asked for. */
const LONG = 700;

/** One act with a client. */
export function Entry(props: {
  entry: HistoryEntryView;
  contact: Contact | undefined;
  deal: DealRef | undefined;
  letter: ReactNode;
}) {
  const { entry, contact, deal } = props;
  const t = useTranslations("history");
  const { id: company } = useCompany();
  const { moment } = useFormats();
  const when = useWhen();
  const type = useEntries("activity_type").get(entry.typeId);
  const employees = useEmployees();
  const [whole, setWhole] = useState(false);
  const Icon = icons[type?.code ?? ""] ?? IconMessageCircle;
  const isLong = entry.result.length > LONG;
  return (
    <li className={styles.entry}>
      <span className={styles.icon} aria-hidden>
        <Icon size={16} stroke={1.7} />
      </span>
      <div className={styles.body}>
        <p className={styles.head}>
          <strong>{type?.name ?? "…"}</strong>
          <span>{employees.name(entry.performerId)}</span>
          {contact ? <span>{contactName(contact)}</span> : null}
          {deal ? (
            <Link href={`/${company}/deals/${deal.id}`} prefetch={false}>
              {deal.title}
            </Link>
          ) : null}
          <time dateTime={entry.at} title={moment(entry.at)}>
            {when.moment(entry.at)}
          </time>
        </p>
        <p className={styles.result}>{isLong && !whole ? `${entry.result.slice(0, LONG)}…` : entry.result}</p>
        {isLong ? (
          <button type="button" className={styles.unfold} aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t("less") : t("whole")}
          </button>
        ) : null}
        {props.letter}
      </div>
    </li>
  );
}
