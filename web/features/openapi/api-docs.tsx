"use client";
import { Anchor, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { openapiContract } from "#shared/openapi/contract.ts";
import { API_ROOT } from "#shared/http/contract.ts";
import { Mark } from "../../components/mark.tsx";
import { PageTitle } from "../../components/page.tsx";
import { Answer, Empty } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import styles from "./api-docs.module.css";
import { byTag, type Description, type Entry } from "./description.ts";
import { OperationDetails } from "./operation-details.tsx";

/** The API as its own description tells it. The description speaks English, as code does. */
export function ApiDocs() {
  const t = useTranslations("apiDocs");
  const answer = useAnswer(openapiContract.describe, {});
  return (
    <div className={styles.frame}>
      <PageTitle title={t("title")} />
      <header className={styles.head}>
        <Mark size={24} />
        <h1>{t("title")}</h1>
        <Anchor href={`${API_ROOT}/openapi.json`}>openapi.json</Anchor>
      </header>
      <main>
        <Answer of={answer}>{(data) => <Operations description={data as unknown as Description} />}</Answer>
      </main>
    </div>
  );
}

function Operations({ description }: { description: Description }) {
  const t = useTranslations("apiDocs");
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const groups = [...byTag(description)]
    .map(([tag, entries]) => [tag, entries.filter((entry) => matches(entry, wanted))] as const)
    .filter(([, entries]) => entries.length > 0);
  return (
    <>
      <p className={styles.lead} lang="en">
        {description.info.description}
      </p>
      <TextInput
        size="sm"
        className={styles.find}
        label={t("find")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {groups.length === 0 ? <Empty title={t("none")} /> : null}
      {groups.map(([tag, entries]) => (
        <section key={tag} id={tag} lang="en">
          <h2 className={styles.tag}>{tag}</h2>
          {entries.map((entry) => (
            <details key={entry.operation.operationId} id={entry.operation.operationId} className={styles.operation}>
              <summary>
                <span className={styles.method} data-method={entry.method}>
                  {entry.method}
                </span>
                <code>{entry.path}</code>
                <span className={styles.summary}>{entry.operation.summary}</span>
              </summary>
              <OperationDetails entry={entry} />
            </details>
          ))}
        </section>
      ))}
    </>
  );
}

function matches({ method, path, operation }: Entry, wanted: string): boolean {
  return `${method} ${path} ${operation.summary} ${operation.operationId}`.toLowerCase().includes(wanted);
}
