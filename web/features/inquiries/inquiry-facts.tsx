"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import type { inquiriesContract } from "#shared/inquiries/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { Panel } from "../../components/page.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import { useReason } from "./reason.ts";
import styles from "./inquiries.module.css";

/** What is known of an inquiry: who asks, whose it is and why, by when, what it led to. */
export function InquiryFacts(props: {
  answer: Output<typeof inquiriesContract.get>;
  /** Absent where there is nothing to be made, or by nobody. */
  makeClient?: (() => void) | undefined;
}) {
  const { inquiry, clientName, contactName, dealTitle } = props.answer;
  const t = useTranslations("inquiries");
  const { id: company } = useCompany();
  const { may } = useRights();
  const { number } = useFormats();
  const employees = useEmployees();
  const regions = useEntries("region");
  const industries = useEntries("industry");
  const triggers = useEntries("trigger");
  const sources = useEntries("source");
  const when = useWhen();
  const reasonOf = useReason();
  const { from } = inquiry;
  const facts: [string, ReactNode][] = [
    [t("name"), from.name],
    [t("phone"), from.phone ? <a href={`tel:${from.phone.replace(/[^\d+]/g, "")}`}>{from.phone}</a> : ""],
    [t("email"), from.email ? <a href={`mailto:${from.email}`}>{from.email}</a> : ""],
    [t("company"), from.company],
    [t("client"), inquiry.clientId ? <Link href={`/${company}/clients/${inquiry.clientId}`}>{clientName}</Link> : ""],
    [t("contact"), contactName],
    [
      t("deal"),
      inquiry.dealId ? <Link href={`/${company}/deals/${inquiry.dealId}`}>{dealTitle ?? t("deal")}</Link> : "",
    ],
    [t("channel"), t(`channels.${inquiry.channel}`)],
    [t("assignee"), inquiry.assigneeId ? employees.name(inquiry.assigneeId) : t("nobody")],
    [t("why"), inquiry.routing ? reasonOf(inquiry.routing) : ""],
    [t("wanted"), employees.name(inquiry.forEmployeeId)],
    [t("received"), when.moment(inquiry.receivedAt)],
    [t("due"), when.moment(inquiry.dueAt)],
    [t("answered"), inquiry.answeredAt ? when.moment(inquiry.answeredAt) : ""],
    [t("took"), inquiry.answerMinutes === undefined ? "" : t("minutes", { count: number(inquiry.answerMinutes) })],
    [t("closed"), inquiry.closedAt ? when.moment(inquiry.closedAt) : ""],
    [t("note"), inquiry.outcomeNote],
    [t("trigger"), triggers.name(inquiry.triggerId)],
    [t("source"), sources.name(inquiry.sourceId)],
    [t("region"), regions.name(inquiry.regionId)],
    [t("industry"), industries.name(inquiry.industryId)],
    [t("language"), inquiry.language],
  ];
  return (
    <Panel title={t("facts")}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {props.makeClient && may("clients", "create") ? (
        <div className={styles.buttons}>
          <Button variant="default" onClick={props.makeClient}>
            {t("makeClient")}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
