"use client";
import { Button, TextInput } from "@mantine/core";
import { IconAddressBook, IconBriefcase, IconSearch, IconUser, IconUsers, IconUsersGroup } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { messageQueries, type ConversationRow } from "#shared/messages/contract.ts";
import { fold } from "#shared/query/tree.ts";
import { useTyped } from "../../components/filter-bar.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { UnreadCount } from "../../components/unread-count.tsx";
import { useAnswer, useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useWhen } from "../../lib/wall.ts";
import styles from "./messages.module.css";
import { usePeople } from "./people.ts";

const icons = {
  direct: IconUser,
  team: IconUsers,
  group: IconUsersGroup,
  client: IconAddressBook,
  deal: IconBriefcase,
};

/** How often the list is asked for while it is visible. */
const EVERY_MS = 15_000;

/** One's conversations, the newest message first; what is typed finds them by name and messages by words. */
export function ConversationList(props: { openId: string | undefined; onStart: () => void }) {
  const t = useTranslations("messages");
  const [text, setText] = useState("");
  const find = useTyped(text.trim());
  const people = usePeople();
  const first = useAnswer(messageQueries.list, {}, { again: () => EVERY_MS });
  const [whole, setWhole] = useState(false);
  const pages = useAnswerPages(messageQueries.list, {}, { enabled: whole });
  const newest = first.data?.conversations ?? [];
  const older = pages.data?.pages.flatMap(({ conversations }) => conversations) ?? [];
  const all = [...newest, ...older.filter(({ id }) => !newest.some((one) => one.id === id))];
  const nameOf = (row: ConversationRow) => row.record ?? people.titleOf(row);
  const shown = find ? all.filter((row) => fold(nameOf(row)).includes(fold(find))) : all;
  const hasMore = whole ? pages.hasNextPage : first.data?.cursor !== undefined;
  return (
    <section className={styles.list} aria-label={t("list")}>
      <TextInput
        type="search"
        aria-label={t("find")}
        placeholder={t("find")}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.rows}>
        <Answer of={first}>
          {() =>
            all.length === 0 ? (
              <Empty title={t("empty.title")} action={<Button onClick={props.onStart}>{t("start")}</Button>}>
                {t("empty.text")}
              </Empty>
            ) : (
              <ul className={styles.plain}>
                {shown.map((row) => (
                  <Row key={row.id} row={row} name={nameOf(row)} current={row.id === props.openId} />
                ))}
              </ul>
            )
          }
        </Answer>
        {hasMore && !find ? (
          <Button
            variant="subtle"
            fullWidth
            loading={pages.isFetching}
            onClick={() => (whole ? void pages.fetchNextPage() : setWhole(true))}
          >
            {t("more")}
          </Button>
        ) : null}
        {find.length > 1 ? <FoundMessages find={find} nameOf={(id) => nameIn(all, id, nameOf)} /> : null}
      </div>
    </section>
  );
}

function nameIn(rows: readonly ConversationRow[], id: string, nameOf: (row: ConversationRow) => string): string {
  const row = rows.find((one) => one.id === id);
  return row ? nameOf(row) : "";
}

function Row({ row, name, current }: { row: ConversationRow; name: string; current: boolean }) {
  const t = useTranslations("messages");
  const { id: company } = useCompany();
  const when = useWhen();
  const people = usePeople();
  const Icon = icons[row.kind];
  const author = row.lastAuthorId === people.ownId ? t("you") : people.name(row.lastAuthorId);
  const text = row.lastText === "" ? t("takenBack") : row.lastText;
  return (
    <li>
      <Link
        href={`/${company}/messages/${row.id}`}
        prefetch={false}
        className={styles.row}
        aria-current={current ? "page" : undefined}
        data-unread={row.unread > 0 || undefined}
      >
        <Icon size={18} stroke={1.7} aria-hidden />
        <span className={styles.name}>{name || "…"}</span>
        <time dateTime={new Date(row.atMs).toISOString()}>{when.moment(new Date(row.atMs).toISOString())}</time>
        <span className={styles.last}>{text === undefined ? t("nothingYet") : `${author}: ${text}`}</span>
        <UnreadCount count={row.unread} />
      </Link>
    </li>
  );
}

function FoundMessages({ find, nameOf }: { find: string; nameOf: (id: string) => string }) {
  const t = useTranslations("messages");
  const { id: company } = useCompany();
  const when = useWhen();
  const people = usePeople();
  const found = useAnswer(messageQueries.search, { q: find }, { keep: true });
  return (
    <section aria-label={t("found")} className={styles.found}>
      <h2>{t("found")}</h2>
      <Answer of={found}>
        {({ messages, whole }) => (
          <>
            {messages.length === 0 ? <p className={styles.quiet}>{t("noneFound")}</p> : null}
            <ul className={styles.plain}>
              {messages.map((one) => (
                <li key={one.id}>
                  <Link href={`/${company}/messages/${one.conversationId}`} prefetch={false} className={styles.hit}>
                    <span className={styles.name}>
                      {people.name(one.authorId)} · {nameOf(one.conversationId)}
                    </span>
                    <time dateTime={one.createdAt}>{when.moment(one.createdAt)}</time>
                    <span className={styles.hitText}>{one.text}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {whole ? null : <p className={styles.quiet}>{t("notWhole")}</p>}
          </>
        )}
      </Answer>
    </section>
  );
}
