"use client";
import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { feedsContract } from "#shared/feeds/contract.ts";
import type { FeedView } from "#shared/feeds/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/page.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useFormats } from "../../lib/formats.ts";
import { useSubmit } from "../../lib/submit.ts";
import styles from "./feeds.module.css";

const calendars = ["google", "outlook", "apple"] as const;

/** One's own calendar feed: its address is made, shown this once, renewed and turned off. */
export function FeedSettings() {
  const t = useTranslations("feeds");
  const feed = useAnswer(feedsContract.get, {});
  return (
    <Panel title={t("title")} note={t("note")}>
      <Answer of={feed}>{(data) => <Feed feed={data.feed} />}</Answer>
      <dl className={styles.ways}>
        {calendars.map((name) => (
          <div key={name}>
            <dt>{t(`ways.${name}.title`)}</dt>
            <dd>{t(`ways.${name}.text`)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Feed({ feed }: { feed: FeedView | undefined }) {
  const t = useTranslations("feeds");
  const { moment } = useFormats();
  const [url, setUrl] = useState<string>();
  const refresh = useRefresh();
  const make = useSubmit(feedsContract.make, { onDone: (made) => setUrl(made.url) });
  const { ask, dialog } = useConfirm();
  const renew = () =>
    ask({
      title: t("renew.title"),
      text: t("renew.text"),
      action: t("renew.action"),
      run: async () => {
        const made = await call(feedsContract.make, {});
        setUrl(made.url);
        await refresh("feed");
      },
    });
  const turnOff = () =>
    ask({
      title: t("off.title"),
      text: t("off.text"),
      action: t("off.action"),
      tone: "bad",
      run: async () => {
        await call(feedsContract.remove, {});
        setUrl(undefined);
        await refresh("feed");
      },
    });
  return (
    <>
      <ErrorBox error={make.error} />
      {url ? <Address url={url} /> : null}
      {feed ? (
        <>
          <p className={styles.text}>{t(url ? "since" : "sinceHidden", { moment: moment(feed.madeAt) })}</p>
          <div className={styles.actions}>
            <Button variant="default" onClick={renew}>
              {t("renew.action")}
            </Button>
            <Button variant="subtle" color="red" onClick={turnOff}>
              {t("off.action")}
            </Button>
          </div>
        </>
      ) : url ? null : (
        <Button onClick={() => void make.submit({})} loading={make.pending}>
          {t("make")}
        </Button>
      )}
      {dialog}
    </>
  );
}

function Address({ url }: { url: string }) {
  const t = useTranslations("feeds");
  return (
    <div role="status">
      <p className={styles.text}>{t("made")}</p>
      <div className={styles.address}>
        <TextInput
          className={styles.field}
          aria-label={t("address")}
          value={url}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={url} />
        <Button component="a" href={url.replace(/^https?:/, "webcal:")}>
          {t("subscribe")}
        </Button>
      </div>
    </div>
  );
}
