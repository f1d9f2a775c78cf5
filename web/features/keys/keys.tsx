"use client";
import { Anchor, Badge, Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { keysContract } from "#shared/keys/contract.ts";
import type { Output } from "#shared/http/contract.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";

const KeyDialog = dynamic(() => import("./key-dialog.tsx").then((module) => module.KeyDialog), { ssr: false });

type Key = Output<typeof keysContract.list>["keys"][number];

/** Keys of the API: each has a role, is shown once, and can be revoked. */
export function Keys() {
  const t = useTranslations("keys");
  const { may } = useRights();
  const keys = useAnswer(keysContract.list, {}, { enabled: may("keys", "read") });
  const [making, setMaking] = useState(false);
  const make = may("keys", "create") ? <Button onClick={() => setMaking(true)}>{t("make")}</Button> : null;
  return (
    <Page title={t("title")} actions={make}>
      <p style={{ maxWidth: "44rem", marginTop: 0, color: "var(--quiet)" }}>
        {t.rich("note", {
          docs: (text) => (
            <Anchor component={Link} href="/api-docs">
              {text}
            </Anchor>
          ),
        })}
      </p>
      <Answer of={keys}>
        {(data) =>
          data.keys.length > 0 ? <List keys={data.keys} /> : <Empty title={t("none")}>{t("noneText")}</Empty>
        }
      </Answer>
      {making ? <KeyDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}

function List({ keys }: { keys: readonly Key[] }) {
  const t = useTranslations();
  const { may } = useRights();
  const { moment } = useFormats();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const revoke = ({ id, label }: Key) =>
    ask({
      title: t("keys.revoke.title", { label }),
      text: t("keys.revoke.text"),
      action: t("keys.revoke.action"),
      tone: "bad",
      run: async () => {
        await call(keysContract.revoke, { id });
        await refresh("keys");
      },
    });
  return (
    <Panel>
      <PlainTable
        label={t("keys.title")}
        rows={keys}
        rowKey={({ id }) => id}
        isQuiet={({ revokedAt }) => revokedAt !== undefined}
        columns={[
          { key: "label", title: t("keys.label"), cell: ({ label }) => <strong>{label}</strong> },
          { key: "start", title: t("keys.key"), cell: ({ start }) => <code>{start}…</code>, phone: false },
          { key: "role", title: t("keys.role"), cell: ({ role }) => t(`roles.${role}`) },
          { key: "made", title: t("keys.made"), cell: ({ createdAt }) => moment(createdAt), phone: false },
        ]}
        actionsTitle={t("common.actions")}
        actions={(key) =>
          key.revokedAt ? (
            <Badge color="gray">{t("keys.revoked")}</Badge>
          ) : may("keys", "delete") ? (
            <Button
              variant="subtle"
              color="red"
              onClick={() => revoke(key)}
              aria-label={t("keys.revoke.title", { label: key.label })}
            >
              {t("keys.revoke.action")}
            </Button>
          ) : null
        }
      />
      {dialog}
    </Panel>
  );
}
