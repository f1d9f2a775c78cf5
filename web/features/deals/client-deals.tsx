"use client";
import { Badge } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import type { clientsContract } from "#shared/clients/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { AddButton } from "../../components/add-button.tsx";
import { Panel } from "../../components/page.tsx";
import { useCompany, useRights } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { usePipelines } from "../../lib/names.ts";
import { stateColours } from "./deal-states.ts";
import styles from "./deals.module.css";

const OpenDeal = dynamic(() => import("./open-deal.tsx").then((module) => module.OpenDeal), { ssr: false });

/** Deals with a client, and a new one. */
export function ClientDeals({ card }: { card: Output<typeof clientsContract.card> }) {
  const { client, deals, moreDeals } = card;
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  const { may } = useRights();
  const { money, day } = useFormats();
  const { stages } = usePipelines();
  const [opening, setOpening] = useState(false);
  return (
    <Panel
      title={t("title")}
      actions={may("deals", "create") ? <AddButton label={t("new")} onClick={() => setOpening(true)} /> : null}
    >
      {deals.length === 0 ? <p className={styles.quiet}>{t("noneOfClient")}</p> : null}
      <ul className={styles.ofClient}>
        {deals.map((deal) => (
          <li key={deal.id} data-state={deal.state}>
            <Link href={`/${company}/deals/${deal.id}`} prefetch={false}>
              {deal.title}
            </Link>
            <span className={styles.amount}>{money(deal.amountMinor, deal.currency)}</span>
            <span className={styles.stage}>
              {deal.state === "open" ? stages.name(deal.stageId) : deal.closedOn ? day(deal.closedOn) : ""}
            </span>
            <Badge color={stateColours[deal.state]} tt="none">
              {t(`states.${deal.state}`)}
            </Badge>
          </li>
        ))}
      </ul>
      {moreDeals ? <Link href={`/${company}/deals?client=${client.id}&state=all`}>{t("allOfClient")}</Link> : null}
      {opening ? <OpenDeal client={{ id: client.id, name: client.name }} onClose={() => setOpening(false)} /> : null}
    </Panel>
  );
}
