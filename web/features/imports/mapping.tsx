"use client";
import { Button, NativeSelect, Radio, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { importsContract } from "#shared/imports/contract.ts";
import { importField, importFields } from "#shared/imports/fields.ts";
import type { ColumnPlan, DateFormat, Decimal, ImportColumn, ImportPlan, ImportView } from "#shared/imports/schema.ts";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useFormats } from "../../lib/formats.ts";
import { usePipelines } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useFieldNames } from "./field-names.ts";
import styles from "./mapping.module.css";

type Choice = Pick<ColumnPlan, "field" | "date" | "decimal" | "unit">;

/** What each column becomes, and what to do with records that are there already. */
export function Mapping({ one }: { one: ImportView }) {
  const t = useTranslations("imports");
  const fieldName = useFieldNames(one.entity);
  const { number } = useFormats();
  const begun = one.plan?.columns ?? one.guess;
  const [choices, setChoices] = useState<Record<number, Choice | undefined>>(() =>
    Object.fromEntries(begun.map(({ column, ...choice }) => [column, choice])),
  );
  const [mode, setMode] = useState<ImportPlan["mode"]>(one.plan?.mode ?? "skip");
  const [key, setKey] = useState(one.plan?.key ?? "");
  const pipelines = usePipelines();
  const [pipelineId, setPipelineId] = useState<string>(one.plan?.pipelineId ?? "");
  const pipeline = pipelineId || (pipelines.offered[0]?.id ?? "");
  const save = useSubmit(importsContract.plan);

  const chosen = Object.values(choices).flatMap((choice) => (choice ? [choice.field] : []));
  const fields = Object.entries(importFields[one.entity]);
  const missing = fields.filter(([name, field]) => field.required && !chosen.includes(name)).map(([name]) => name);
  const open = one.columns.flatMap((column, index) => (isOpen(one, column, choices[index]) ? [column.name] : []));
  const keys = fields.filter(([name, field]) => field.key && chosen.includes(name)).map(([name]) => name);
  const keyNow = keys.includes(key) ? key : (keys[0] ?? "");
  const needsPipeline = one.entity === "deals";
  const ready = missing.length === 0 && open.length === 0 && (!needsPipeline || pipeline !== "");
  const submit = () =>
    save.submit({
      id: one.id,
      ver: one.ver,
      columns: one.columns.flatMap((_, column) => (choices[column] ? [{ column, ...choices[column] }] : [])),
      mode,
      ...(keyNow ? { key: keyNow } : {}),
      ...(needsPipeline ? { pipelineId: pipeline } : {}),
    });
  return (
    <>
      <Panel
        title={t("columns")}
        note={one.remembered ? t("remembered") : t("guessed", { rows: number(one.rows ?? 0) })}
      >
        <div className={styles.box} role="region" aria-label={t("columns")} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("column")}</th>
                <th scope="col" className={styles.samples}>
                  {t("samples")}
                </th>
                <th scope="col">{t("becomes")}</th>
              </tr>
            </thead>
            <tbody>
              {one.columns.map((column, index) => (
                <tr key={index}>
                  <th scope="row">{column.name}</th>
                  <td className={styles.samples}>
                    {column.samples.join(" · ")}
                    {column.blank > 0 ? (
                      <span className={styles.blank}> {t("blankCells", { count: column.blank })}</span>
                    ) : null}
                  </td>
                  <td>
                    <ColumnChoice
                      one={one}
                      column={column}
                      choice={choices[index]}
                      taken={chosen}
                      onChange={(choice) => setChoices((last) => ({ ...last, [index]: choice }))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t("existing")}>
        <Radio.Group value={mode} onChange={(value) => setMode(value)} aria-label={t("existing")}>
          <Stack gap="xs">
            {(["skip", "update", "create"] as const).map((value) => (
              <Radio key={value} value={value} label={t(`modes.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {keys.length > 0 ? (
          <NativeSelect
            mt="sm"
            w="fit-content"
            label={t("key")}
            value={keyNow}
            onChange={(event) => setKey(event.currentTarget.value)}
            data={keys.map((name) => ({ value: name, label: fieldName(name) }))}
          />
        ) : null}
        {needsPipeline ? (
          <NativeSelect
            mt="sm"
            w="fit-content"
            label={t("pipeline")}
            value={pipeline}
            onChange={(event) => setPipelineId(event.currentTarget.value)}
            data={pipelines.choices(pipeline)}
            error={pipelines.known && pipelines.offered.length === 0 ? t("noPipeline") : null}
          />
        ) : null}
      </Panel>
      <Preview one={one} />
      <ErrorBox error={save.error} />
      {missing.length > 0 ? (
        <p role="status">{t("missing", { fields: missing.map((name) => fieldName(name)).join(", ") })}</p>
      ) : null}
      {open.length > 0 ? <p role="status">{t("ambiguous", { columns: open.join(", ") })}</p> : null}
      <Button disabled={!ready} loading={save.pending} onClick={() => void submit()}>
        {t("check")}
      </Button>
    </>
  );
}

/** Whether a column waits for its date format, its sign of the fraction or its unit. */
function isOpen(one: ImportView, column: ImportColumn, choice: Choice | undefined): boolean {
  const field = choice && importField(one.entity, choice.field);
  if (!choice || !field) return false;
  if (field.kind === "day") return column.dates.length > 0 && !choice.date;
  if (field.kind !== "money" && field.kind !== "int") return false;
  return (column.decimals.length > 1 && !choice.decimal) || (field.unitAsked === true && !choice.unit);
}

function ColumnChoice(props: {
  one: ImportView;
  column: ImportColumn;
  choice: Choice | undefined;
  taken: readonly string[];
  onChange: (choice: Choice | undefined) => void;
}) {
  const t = useTranslations("imports");
  const { one, column, choice, taken, onChange } = props;
  const fieldName = useFieldNames(one.entity);
  const field = choice ? importField(one.entity, choice.field) : undefined;
  const label = (name: string) => t("becomesOf", { column: column.name, name });
  const choose = (name: string) => {
    const next = importField(one.entity, name);
    if (!next) {
      onChange(undefined);
      return;
    }
    onChange({
      field: name,
      ...(next.kind === "day" && column.dates.length === 1 ? { date: column.dates[0]! } : {}),
      ...((next.kind === "money" || next.kind === "int") && column.decimals.length === 1
        ? { decimal: column.decimals[0]! }
        : {}),
    });
  };
  return (
    <div className={styles.choice}>
      <NativeSelect
        aria-label={label("")}
        value={choice?.field ?? ""}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: "", label: t("leaveOut") },
          ...Object.keys(importFields[one.entity])
            .filter((name) => name === choice?.field || !taken.includes(name))
            .map((name) => ({ value: name, label: fieldName(name) })),
        ]}
      />
      {choice && field?.kind === "day" && column.dates.length > 0 ? (
        <NativeSelect
          aria-label={label(t("dateFormat"))}
          value={choice.date ?? ""}
          onChange={(event) => onChange({ ...choice, date: event.currentTarget.value as DateFormat })}
          data={[
            ...(choice.date ? [] : [{ value: "", label: t("chooseFormat") }]),
            ...column.dates.map((value) => ({ value: value, label: value })),
          ]}
        />
      ) : null}
      {choice && (field?.kind === "money" || field?.kind === "int") && column.decimals.length > 1 ? (
        <NativeSelect
          aria-label={label(t("decimal"))}
          value={choice.decimal ?? ""}
          onChange={(event) => onChange({ ...choice, decimal: event.currentTarget.value as Decimal })}
          data={[
            ...(choice.decimal ? [] : [{ value: "", label: t("decimal") }]),
            ...column.decimals.map((value) => ({ value: value, label: t(value === "." ? "point" : "comma") })),
          ]}
        />
      ) : null}
      {choice && field?.unitAsked ? (
        <NativeSelect
          aria-label={label(t("unit"))}
          value={String(choice.unit ?? "")}
          onChange={(event) => onChange({ ...choice, unit: Number(event.currentTarget.value) as 1 | 1000 | 1_000_000 })}
          data={[
            ...(choice.unit ? [] : [{ value: "", label: t("unit") }]),
            { value: "1", label: t("units.one") },
            { value: "1000", label: t("units.thousand") },
            { value: "1000000", label: t("units.million") },
          ]}
        />
      ) : null}
    </div>
  );
}

function Preview({ one }: { one: ImportView }) {
  const t = useTranslations("imports");
  return (
    <Panel title={t("preview")}>
      <div className={styles.box} role="region" aria-label={t("preview")} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {one.columns.map(({ name }, index) => (
                <th key={index} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {one.preview.map((row, index) => (
              <tr key={index}>
                {one.columns.map((_, column) => (
                  <td key={column}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
