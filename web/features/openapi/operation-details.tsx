"use client";
import { useTranslations } from "next-intl";
import { API_ROOT } from "#shared/http/contract.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { useMounted } from "../../lib/mounted.ts";
import styles from "./api-docs.module.css";
import { curlOf, schemaOf, shortOf, type Entry, type Schema } from "./description.ts";

/** One operation whole: who may call it, what it takes, what it answers, and a command to try it. */
export function OperationDetails({ entry }: { entry: Entry }) {
  const t = useTranslations("apiDocs");
  const { operation } = entry;
  const mounted = useMounted();
  const body = schemaOf(operation.requestBody);
  const permission = operation["x-permission"];
  const command = curlOf(entry, (mounted ? location.origin : "") + API_ROOT);
  return (
    <div className={styles.details}>
      <p className={styles.access}>
        {operation.security?.length === 0
          ? t("open")
          : permission
            ? t("permission", { section: permission.section, action: permission.action })
            : operation.security
              ? t("employee")
              : t("person")}
      </p>
      {operation.parameters && operation.parameters.length > 0 ? (
        <>
          <h3>{t("parameters")}</h3>
          <PlainTable
            label={t("parameters")}
            rows={operation.parameters}
            rowKey={({ name }) => name}
            columns={[
              {
                key: "name",
                title: t("name"),
                cell: ({ name, required }) => <code>{name + (required ? " *" : "")}</code>,
              },
              { key: "in", title: t("place"), cell: (parameter) => parameter.in, phone: false },
              { key: "type", title: t("type"), cell: ({ schema }) => <code>{shortOf(schema)}</code> },
            ]}
          />
        </>
      ) : null}
      {body ? (
        <>
          <h3>{t("body")}</h3>
          <Fields schema={body} />
        </>
      ) : null}
      {Object.entries(operation.responses).map(([status, answer]) => {
        const schema = schemaOf(answer);
        return schema ? (
          <div key={status}>
            <h3>{t("answer", { status })}</h3>
            <Fields schema={schema} />
          </div>
        ) : null;
      })}
      <h3>curl</h3>
      <div className={styles.curl}>
        <pre tabIndex={0}>{command}</pre>
        <CopyButton text={command} />
      </div>
    </div>
  );
}

/** Properties of an object with their types; nested objects and lists open below. */
function Fields({ schema }: { schema: Schema }) {
  const t = useTranslations("apiDocs");
  const object = objectIn(schema);
  if (!object) return <code>{shortOf(schema)}</code>;
  const properties = Object.entries((object["properties"] ?? {}) as Record<string, Schema>);
  const required = (object["required"] ?? []) as string[];
  if (properties.length === 0) return <code>{"{}"}</code>;
  return (
    <ul className={styles.fields}>
      {properties.map(([name, property]) => {
        const inner = objectIn(property);
        const note = property["description"];
        return (
          <li key={name}>
            <code>{name + (required.includes(name) ? " *" : "")}</code>{" "}
            <code className={styles.type}>
              {inner ? (property["type"] === "array" ? t("listOf") : "object") : shortOf(property)}
            </code>
            {typeof note === "string" ? <span className={styles.fieldNote}> {note}</span> : null}
            {inner ? <Fields schema={inner} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** The object a schema is, or is a list of. */
function objectIn(schema: Schema): Schema | undefined {
  if (schema["properties"]) return schema;
  const items = schema["items"] as Schema | undefined;
  return schema["type"] === "array" && items?.["properties"] ? items : undefined;
}
