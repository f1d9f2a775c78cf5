"use client";
import { Badge } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { importsContract } from "#shared/imports/contract.ts";
import { Page, Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer, useCompanyId } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { NewImport } from "./new-import.tsx";

/** Imports of the company: begin one by dropping a file, and what became of those before. */
export function Imports() {
  const t = useTranslations("imports");
  const { may } = useRights();
  const router = useRouter();
  const company = useCompanyId();
  const imports = useAnswer(importsContract.list, {});
  return (
    <Page title={t("title")} note={t("note")}>
      {may("imports", "create") ? <NewImport onBegun={(id) => router.push(`/${company}/imports/${id}`)} /> : null}
      <Panel title={t("earlier")}>
        <Answer of={imports}>
          {(data) =>
            data.imports.length > 0 ? <List rows={data.imports} /> : <Empty title={t("none")}>{t("noneText")}</Empty>
          }
        </Answer>
      </Panel>
    </Page>
  );
}

function List({ rows }: { rows: (typeof importsContract.list.output)["_output"]["imports"] }) {
  const t = useTranslations("imports");
  const company = useCompanyId();
  const { moment, number } = useFormats();
  return (
    <PlainTable
      label={t("earlier")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "file",
          title: t("file"),
          cell: (one) => <Link href={`/${company}/imports/${one.id}`}>{one.fileName}</Link>,
        },
        { key: "entity", title: t("what"), cell: (one) => t(`entities.${one.entity}`) },
        {
          key: "state",
          title: t("state"),
          cell: (one) => (
            <Badge variant="light" color={colours[one.state] ?? "gray"}>
              {t(`states.${one.state}`)}
            </Badge>
          ),
        },
        {
          key: "rows",
          title: t("rows"),
          align: "end",
          phone: false,
          cell: (one) => (one.rows === undefined ? "" : number(one.rows)),
        },
        {
          key: "created",
          title: t("created"),
          align: "end",
          cell: (one) => (one.counts ? number(one.counts.created) : ""),
        },
        {
          key: "refused",
          title: t("refused"),
          align: "end",
          phone: false,
          cell: (one) => (one.counts ? number(one.counts.refused) : ""),
        },
        { key: "at", title: t("begun"), phone: false, cell: (one) => moment(one.createdAt) },
      ]}
    />
  );
}

const colours: Record<string, string> = {
  done: "pine",
  broken: "red",
  stopped: "orange",
  running: "blue",
  deciding: "yellow",
  mapping: "yellow",
};
