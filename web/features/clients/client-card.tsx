"use client";
import { Badge, Button } from "@mantine/core";
import { IconChevronLeft, IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import type { ClientView } from "#shared/clients/schema.ts";
import type { Output } from "#shared/http/contract.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Segments } from "../../components/filter-bar.tsx";
import { Menu, type MenuItem } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { Page } from "../../components/page.tsx";
import { ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer, useOutdate, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useCompany } from "../../lib/company.tsx";
import { useWhen } from "../../lib/wall.ts";
import styles from "./client-card.module.css";
import type { ClientDraft } from "./client-draft.ts";
import { ClientFacts } from "./client-facts.tsx";
import { Contacts } from "./contacts.tsx";

const EditClient = dynamic(() => import("./edit-client.tsx").then((module) => module.EditClient), { ssr: false });
const ParkClient = dynamic(() => import("./park-client.tsx").then((module) => module.ParkClient), { ssr: false });

type Card = Output<typeof clientsContract.card>;

const parts = ["history", "who", "work"] as const;

/** The card of a client: who it is, the conversation with him, what is planned and sold. */
export function ClientCard(props: {
  id: string;
  /** What can be done with the card besides, as writing a letter. */
  actions: (card: Card) => ReactNode;
  /** The conversation. */
  history: (card: Card) => ReactNode;
  /** What is planned and sold. */
  work: (card: Card, park: (() => void) | undefined) => ReactNode;
}) {
  const t = useTranslations("card");
  const card = useAnswer(clientsContract.card, { id: props.id });
  const [part, setPart] = useState<(typeof parts)[number]>("history");
  const [editing, setEditing] = useState<keyof ClientDraft>();
  const [parking, setParking] = useState(false);
  if (!card.data) {
    return (
      <Page title={t("title")} before={<Back />}>
        {card.error ? <ErrorBox error={card.error} onRetry={() => void card.refetch()} /> : <Waiting lines={10} />}
      </Page>
    );
  }
  const { client, contacts } = card.data;
  const mayWrite = client.can.includes("write");
  const edit = mayWrite ? (field: keyof ClientDraft) => setEditing(field) : undefined;
  const park = mayWrite ? () => setParking(true) : undefined;
  return (
    <Page
      title={client.name}
      fill
      before={<Back />}
      note={<Parked client={client} />}
      actions={
        <>
          {props.actions(card.data)}
          {edit ? (
            <Button variant="default" onClick={() => edit("name")}>
              {t("edit")}
            </Button>
          ) : null}
          <More client={client} park={park} />
        </>
      }
    >
      <div className={styles.card} data-part={part}>
        <div className={styles.tabs}>
          <Segments
            label={t("parts.title")}
            value={part}
            options={parts.map((value) => ({ value, label: t(`parts.${value}`) }))}
            onChange={setPart}
          />
        </div>
        <section className={styles.who} aria-label={t("parts.who")}>
          <ClientFacts client={client} onEdit={edit} />
          <Contacts clientId={client.id} contacts={contacts} mayWrite={mayWrite} />
        </section>
        <section className={styles.history} aria-label={t("parts.history")}>
          {props.history(card.data)}
        </section>
        <section className={styles.work} aria-label={t("parts.work")}>
          {props.work(card.data, park)}
        </section>
      </div>
      {editing ? <EditClient client={client} focus={editing} onClose={() => setEditing(undefined)} /> : null}
      {parking ? <ParkClient client={client} onClose={() => setParking(false)} /> : null}
    </Page>
  );
}

function Back() {
  const t = useTranslations("clients");
  const { id: company } = useCompany();
  return (
    <Link href={`/${company}/clients`} className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t("title")}
    </Link>
  );
}

function Parked({ client: { parkedUntil, parkedReason } }: { client: ClientView }) {
  const t = useTranslations("card");
  const when = useWhen();
  if (!parkedUntil) return null;
  return (
    <Badge title={parkedReason} color="gray" tt="none">
      {t("parked", { day: when.day(parkedUntil) })}
    </Badge>
  );
}

function More({ client, park }: { client: ClientView; park: (() => void) | undefined }) {
  const t = useTranslations("card");
  const router = useRouter();
  const { id: company } = useCompany();
  const refresh = useRefresh();
  const outdate = useOutdate();
  const { ask, dialog } = useConfirm();
  const remove = async () => {
    await call(clientsContract.remove, { id: client.id });
    await outdate("clients", "deals", "tasks");
    notify({ message: t("removed", { name: client.name }) });
    router.push(`/${company}/clients`);
  };
  const unpark = async () => {
    await call(clientsContract.change, { id: client.id, ver: client.ver, parkedUntil: null, parkedReason: null });
    void refresh("clients");
  };
  const items: MenuItem[] = [
    ...(park ? [{ label: client.parkedUntil ? t("parkAgain") : t("park"), onSelect: park }] : []),
    ...(park && client.parkedUntil ? [{ label: t("unpark"), onSelect: () => void unpark() }] : []),
    ...(client.can.includes("delete")
      ? [
          {
            label: t("remove"),
            tone: "bad" as const,
            onSelect: () =>
              ask({
                title: t("removeTitle", { name: client.name }),
                text: t("removeText"),
                action: t("removeAction"),
                tone: "bad",
                run: remove,
              }),
          },
        ]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={t("more")} align="end" items={items}>
        <IconDots size={18} aria-hidden />
      </Menu>
      {dialog}
    </>
  );
}
