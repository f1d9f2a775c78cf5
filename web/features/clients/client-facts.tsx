"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import type { ClientView } from "#shared/clients/schema.ts";
import { Panel } from "../../components/page.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries } from "../../lib/names.ts";
import styles from "./client-card.module.css";
import type { ClientDraft } from "./client-draft.ts";

/** Fields a good card has: while one is missing the card says so. */
const wanted = [
  "phones",
  "emails",
  "regionId",
  "industryId",
  "curatorId",
  "sourceId",
  "triggerId",
  "initiative",
  "interestId",
  "need",
] as const satisfies (keyof ClientDraft & keyof ClientView)[];

/** Who this is, and what is not known yet. */
export function ClientFacts({
  client,
  onEdit,
}: {
  client: ClientView;
  onEdit: ((field: keyof ClientDraft) => void) | undefined;
}) {
  const t = useTranslations();
  const { day, money, number } = useFormats();
  const { regions, industries, sources, triggers, interests, employees } = useSegments();
  const missing = wanted.filter((name) => {
    const value = client[name];
    return value === undefined || value.length === 0;
  });
  const website = siteOf(client.website);
  const facts: [keyof typeof labels, ReactNode][] = [
    ["phones", client.phones.length > 0 ? <Ways ways={client.phones} scheme="tel" /> : undefined],
    ["emails", client.emails.length > 0 ? <Ways ways={client.emails} scheme="mailto" /> : undefined],
    [
      "website",
      website ? (
        <a href={website} target="_blank" rel="noreferrer">
          {client.website}
        </a>
      ) : (
        client.website
      ),
    ],
    ["address", client.address],
    ["curatorId", employees.name(client.curatorId)],
    ["regionId", regions.name(client.regionId)],
    ["industryId", industries.name(client.industryId)],
    ["interestId", interests.name(client.interestId)],
    ["need", client.need ? <p>{client.need}</p> : undefined],
    [
      "sourceId",
      [sources.name(client.sourceId), client.sourceOn ? day(client.sourceOn) : ""].filter(Boolean).join(", "),
    ],
    ["productSourceId", sources.name(client.productSourceId)],
    ["triggerId", triggers.name(client.triggerId)],
    ["initiative", client.initiative ? t(`clients.fields.initiatives.${client.initiative}`) : undefined],
    ["firstContactOn", day(client.firstContactOn)],
    ["taxNumber", client.taxNumber],
    ["parent", client.parentId ? <Parent id={client.parentId} /> : undefined],
    ["foundedYear", client.foundedYear],
    ["staff", client.staff === undefined ? undefined : number(client.staff)],
    ["turnover", client.turnoverMinor === undefined ? undefined : money(client.turnoverMinor)],
  ];
  return (
    <Panel title={t(`clients.fields.kinds.${client.kind}`)}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === undefined || value === "" ? null : (
            <div key={name} className={styles.fact}>
              <dt>{t(labels[name])}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {onEdit && missing.length > 0 ? (
        <div className={styles.missing}>
          <p>{t("card.missing")}</p>
          {missing.map((name) => (
            <button key={name} type="button" onClick={() => onEdit(name)}>
              {t(labels[name])}
            </button>
          ))}
        </div>
      ) : null}
    </Panel>
  );
}

const labels = {
  phones: "clients.fields.phones",
  emails: "clients.fields.emails",
  website: "clients.fields.website",
  address: "clients.fields.address",
  curatorId: "clients.fields.curatorId",
  regionId: "clients.fields.regionId",
  industryId: "clients.fields.industryId",
  interestId: "clients.fields.interestId",
  need: "clients.fields.need",
  sourceId: "clients.fields.sourceId",
  productSourceId: "clients.fields.productSourceId",
  triggerId: "clients.fields.triggerId",
  initiative: "clients.fields.initiative",
  firstContactOn: "clients.fields.firstContactOn",
  taxNumber: "clients.fields.taxNumber",
  parent: "clients.fields.parent",
  foundedYear: "clients.fields.foundedYear",
  staff: "clients.fields.staff",
  turnover: "clients.fields.turnover",
} as const;

function useSegments() {
  return {
    regions: useEntries("region"),
    industries: useEntries("industry"),
    sources: useEntries("source"),
    triggers: useEntries("trigger"),
    interests: useEntries("interest"),
    employees: useEmployees(),
  };
}

/** Phones to call and addresses to write to. */
export function Ways({
  ways,
  scheme,
}: {
  ways: readonly { value: string; shared?: boolean | undefined }[];
  scheme: "tel" | "mailto";
}) {
  const t = useTranslations("clients.ways");
  return ways.map(({ value, shared }) => (
    <div key={value}>
      <a href={`${scheme}:${scheme === "tel" ? value.replace(/[^\d+]/g, "") : value}`}>{value}</a>
      {shared ? <span className={styles.shared}> {t("shared")}</span> : null}
    </div>
  ));
}

function Parent({ id }: { id: string }) {
  const { id: company } = useCompany();
  const parent = useAnswer(clientsContract.card, { id });
  return <Link href={`/${company}/clients/${id}`}>{parent.data?.client.name ?? "…"}</Link>;
}

/** An address a browser may open; undefined for what is none, as `javascript:`. */
function siteOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const address = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return address && /^https?:$/.test(address.protocol) && address.hostname.includes(".") ? address.href : undefined;
}
