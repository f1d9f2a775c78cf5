"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { importsContract } from "#shared/imports/contract.ts";
import type { Decision, ImportView, ValueGroup } from "#shared/imports/schema.ts";
import { Panel } from "../../components/page.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer, usePutAnswer, useRefresh } from "../../lib/answers.ts";
import { useFormats } from "../../lib/formats.ts";
import { useSubmit, type Submit } from "../../lib/submit.ts";
import { DecisionSelect, isWhole } from "./decision-select.tsx";
import { useFieldNames } from "./field-names.ts";
import styles from "./mapping.module.css";

type Change = Parameters<Submit<typeof importsContract.decide>["submit"]>[0]["groups"][number];

/** What the file says that fits nothing known: each value is decided of by the user, none is guessed. */
export function Decisions({ one }: { one: ImportView }) {
  const t = useTranslations("imports");
  const fieldName = useFieldNames(one.entity);
  const { number } = useFormats();
  const put = usePutAnswer();
  const values = useAnswer(importsContract.values, { id: one.id });
  const decide = useSubmit(importsContract.decide, {
    refreshes: [],
    onDone: (answer) => put(importsContract.values, { id: one.id }, () => answer),
  });
  const start = useSubmit(importsContract.start);
  const refresh = useRefresh();
  // One after another: whoever decides faster than the answers come must not collide with himself.
  const seen = useRef<number>(undefined);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const changeOf =
    (ver: number) =>
    (...groups: Change[]) => {
      last.current = last.current.then(async () => {
        seen.current = (await decide.submit({ id: one.id, ver: seen.current ?? ver, groups }))?.ver;
        if (seen.current === undefined) await refresh("imports");
      });
    };
  return (
    <>
      {one.problems.length > 0 ? (
        <Panel title={t("willBeRefused")} note={t("willBeRefusedNote")}>
          <PlainTable
            label={t("willBeRefused")}
            rows={one.problems}
            rowKey={(problem) => `${problem.field ?? ""}|${problem.reason}`}
            columns={[
              { key: "field", title: t("field"), cell: ({ field }) => (field ? fieldName(field) : "") },
              { key: "why", title: t("why"), cell: ({ message }) => message },
              { key: "count", title: t("rows"), align: "end", cell: ({ count }) => number(count) },
              { key: "rows", title: t("firstRows"), phone: false, cell: ({ rows }) => rows.map(number).join(", ") },
            ]}
          />
        </Panel>
      ) : null}
      <Answer of={values}>
        {({ groups, undecided, ver }) => {
          const change = changeOf(ver);
          return (
            <>
              {groups
                .filter((group) => hasValues(group) || hasBlank(group))
                .map((group) => (
                  <Group key={group.field} one={one} group={group} busy={decide.pending} onChange={change} />
                ))}
              <ErrorBox error={decide.error ?? start.error} />
              <p role="status">
                {undecided.length > 0
                  ? t("undecided", { fields: undecided.map(({ field }) => fieldName(field)).join(", ") })
                  : t("allDecided", { rows: number(one.rows ?? 0) })}
              </p>
              <Button
                disabled={undecided.length > 0 || decide.pending}
                loading={start.pending}
                onClick={() => void start.submit({ id: one.id, ver })}
              >
                {t("start")}
              </Button>
            </>
          );
        }}
      </Answer>
    </>
  );
}

function hasValues({ values, more }: ValueGroup): boolean {
  return values.length > 0 || more > 0;
}

function hasBlank({ blankMatters, blank }: ValueGroup): boolean {
  return blankMatters && blank > 0;
}

function Group(props: { one: ImportView; group: ValueGroup; busy: boolean; onChange: (change: Change) => void }) {
  const t = useTranslations("imports");
  const { number } = useFormats();
  const { one, group, onChange } = props;
  const { field } = group;
  const fieldName = useFieldNames(one.entity);
  const name = fieldName(field);
  const open = group.values.filter(({ decision }) => !decision);
  const decideAll = (decisionOf: (value: ValueGroup["values"][number]) => Decision | undefined) =>
    onChange({
      field,
      values: open.flatMap((value) => {
        const decision = decisionOf(value);
        return decision ? [{ value: value.value, decision }] : [];
      }),
    });
  const suggested = open.filter(({ suggestion }) => suggestion && isWhole(suggestion));
  return (
    <Panel
      title={name}
      note={hasValues(group) ? t("groupNote", { matched: group.matched, open: open.length }) : null}
      actions={
        suggested.length > 1 ? (
          <Button
            size="xs"
            variant="default"
            disabled={props.busy}
            onClick={() => decideAll(({ suggestion }) => (suggestion && isWhole(suggestion) ? suggestion : undefined))}
          >
            {t("takeSuggestions", { count: suggested.length })}
          </Button>
        ) : null
      }
    >
      <div className={styles.box} role="region" aria-label={name} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("value")}</th>
              <th scope="col">{t("rows")}</th>
              <th scope="col">{t("decision")}</th>
            </tr>
          </thead>
          <tbody>
            {group.values.map((value) => (
              <tr key={value.value}>
                <th scope="row">{value.value}</th>
                <td>{number(value.count)}</td>
                <td>
                  <DecisionSelect
                    entity={one.entity}
                    field={field}
                    pipelineId={one.plan?.pipelineId}
                    label={t("decisionOf", { value: value.value })}
                    of={{ value: value.value }}
                    allowed={group.allowed}
                    decision={value.decision}
                    suggestion={value.suggestion}
                    suggestionName={value.suggestionName}
                    onChange={(decision) => onChange({ field, values: [{ value: value.value, decision }] })}
                  />
                </td>
              </tr>
            ))}
            {group.more > 0 ? (
              <tr>
                <th scope="row">{t("others", { count: group.more })}</th>
                <td />
                <td>
                  <DecisionSelect
                    entity={one.entity}
                    field={field}
                    pipelineId={one.plan?.pipelineId}
                    label={t("decisionOf", { value: t("others", { count: group.more }) })}
                    of={{ others: true }}
                    allowed={group.allowed}
                    decision={group.others}
                    onChange={(others) => onChange({ field, others })}
                  />
                </td>
              </tr>
            ) : null}
            {hasBlank(group) ? (
              <tr>
                <th scope="row">{t("blank")}</th>
                <td>{number(group.blank)}</td>
                <td>
                  <DecisionSelect
                    entity={one.entity}
                    field={field}
                    pipelineId={one.plan?.pipelineId}
                    label={t("decisionOf", { value: t("blank") })}
                    of={{ blank: true }}
                    allowed={group.allowedForBlank}
                    decision={group.blankDecision}
                    suggestion={group.blankSuggestion}
                    onChange={(blank) => onChange({ field, blank })}
                  />
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      {open.length > 1 && canCreate(one, field) ? (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          disabled={props.busy}
          onClick={() => decideAll(() => ({ do: "create" }))}
        >
          {t("createAll", { count: open.length })}
        </Button>
      ) : null}
    </Panel>
  );
}

function canCreate(one: ImportView, field: string): boolean {
  return !["stage", "role"].includes(field) && !(one.entity === "employees" && field === "manager");
}
