"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import type { clientsContract } from "#shared/clients/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import type { HistoryEntryView } from "#shared/history/schema.ts";
import type { Output } from "#shared/http/contract.ts";
import { Empty, ErrorBox } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { Entry } from "./entry.tsx";
import styles from "./history.module.css";

/** What took place with a client, newest first; older entries are a press away. */
export function History(props: {
  card: Output<typeof clientsContract.card>;
  /** What became of the letter of an entry. */
  letter: (entry: HistoryEntryView) => ReactNode;
}) {
  const t = useTranslations("history");
  const { client, contacts, deals, history, historyCursor } = props.card;
  // From the first press on the whole History comes page by page, so that what is written meanwhile leaves no gap.
  const [whole, setWhole] = useState(false);
  const pages = useAnswerPages(historyContract.list, { clientId: client.id }, { enabled: whole });
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const entries = pages.data ? pages.data.pages.flatMap((page) => page.history) : history;
  const hasOlder = pages.data ? hasNextPage : historyCursor !== undefined;
  // The first page of the whole is what the card has shown already.
  const onlyFirst = pages.data?.pages.length === 1 && hasNextPage && !isFetching;
  useEffect(() => {
    if (onlyFirst) void fetchNextPage();
  }, [onlyFirst, fetchNextPage]);
  const older = () => {
    if (whole) void (pages.data ? fetchNextPage() : pages.refetch());
    else setWhole(true);
  };
  if (entries.length === 0) return <Empty title={t("empty.title")}>{t("empty.text")}</Empty>;
  return (
    <>
      <ol className={styles.entries} aria-label={t("title")}>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            contact={contacts.find(({ id }) => id === entry.contactId)}
            deal={deals.find(({ id }) => id === entry.dealId)}
            letter={entry.letterId ? props.letter(entry) : null}
          />
        ))}
      </ol>
      <ErrorBox error={pages.error} onRetry={older} />
      {hasOlder ? (
        <div className={styles.older}>
          <Button variant="default" loading={isFetching} onClick={older}>
            {t("older")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
