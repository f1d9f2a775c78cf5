"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useRef, type RefObject } from "react";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { NoticeRow } from "../../components/notice-row.tsx";
import { Page } from "../../components/page.tsx";
import { Answer, Empty, ErrorBox } from "../../components/states.tsx";
import { useAnswerPages } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useKeys } from "../../lib/keys.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./notifications.module.css";

/** Everything one was told in the last half year, newest first. Keys: j and k walk it. */
export function Notices() {
  const t = useTranslations("notices");
  const { id: company } = useCompany();
  const pages = useAnswerPages(notificationsContract.list, {});
  const { submit, pending, error } = useSubmit(notificationsContract.read);
  const all = pages.data?.pages.flatMap(({ notifications }) => notifications) ?? [];
  const newest = all[0];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  const end = useEnd(more);
  const box = useRef<HTMLUListElement>(null);
  useWalk(box);
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {newest && pages.data?.pages[0]?.unread ? (
            <Button variant="default" loading={pending} onClick={() => void submit({ until: newest.id })}>
              {t("readAll")}
            </Button>
          ) : null}
          <Button variant="default" component={Link} href={`/${company}/notifications/settings`}>
            {t("toSettings")}
          </Button>
        </>
      }
    >
      <ErrorBox error={error} />
      <Answer of={pages}>
        {() =>
          all.length === 0 && !hasNextPage ? (
            <Empty title={t("empty.title")}>{t("empty.text")}</Empty>
          ) : (
            <>
              <ul ref={box} className={styles.list} aria-label={t("title")}>
                {all.map((notice) => (
                  <NoticeRow
                    key={notice.id}
                    notice={notice}
                    onOpen={() => {
                      if (!notice.read) void submit({ ids: [notice.id] });
                    }}
                  />
                ))}
              </ul>
              {hasNextPage ? (
                <div ref={end} className={styles.more}>
                  <Button variant="default" loading={isFetchingNextPage} onClick={more}>
                    {t("older")}
                  </Button>
                </div>
              ) : null}
              <ErrorBox error={pages.error} onRetry={() => void fetchNextPage()} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

/** Asks for more when the end of the list comes into sight. */
function useEnd(more: () => void): (node: HTMLElement | null) => (() => void) | undefined {
  const latest = useRef(more);
  useEffect(() => {
    latest.current = more;
  });
  return (node) => {
    if (!node) return undefined;
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) latest.current();
    });
    seen.observe(node);
    return () => seen.disconnect();
  };
}

function useWalk(box: RefObject<HTMLElement | null>): void {
  const walk = (step: 1 | -1) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>("[data-notice-link]") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  };
  useKeys({ KeyJ: () => walk(1), KeyK: () => walk(-1) });
}
