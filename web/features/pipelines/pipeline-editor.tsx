"use client";
import { Button, Switch, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { SILENCE_DAYS, type Pipeline } from "#shared/pipelines/schema.ts";
import { FormGrid } from "../../components/form-grid.tsx";
import { notify } from "../../components/notices.tsx";
import { OrderButtons } from "../../components/order-buttons.tsx";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useRights } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import { moved } from "../../lib/lists.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useUnsaved } from "../../lib/unsaved.ts";
import { draftOf, inputOf, newStage, type PipelineDraft, type StageDraft } from "./draft.ts";
import styles from "./pipelines.module.css";

/** One pipeline, edited in place and saved whole. */
export function PipelineEditor({ pipeline }: { pipeline: Pipeline }) {
  const t = useTranslations();
  const locked = !useRights().may("settings", "write");
  const [edited, setEdited] = useState<PipelineDraft>();
  const draft = edited ?? draftOf(pipeline);
  const save = useSubmit(pipelinesContract.change, {
    onDone: () => {
      setEdited(undefined);
      notify({ message: t("common.saved") });
    },
  });
  const { issues } = save;
  const change = (part: Partial<PipelineDraft>) => setEdited({ ...draft, ...part });
  const changeStage = (index: number, part: Partial<StageDraft>) =>
    change({ stages: draft.stages.map((stage, at) => (at === index ? { ...stage, ...part } : stage)) });
  useUnsaved(edited !== undefined);
  return (
    <Panel title={pipeline.name}>
      <ErrorBox error={save.error} />
      <form
        onSubmit={onSubmit(() => save.submit({ ...inputOf(draft), id: pipeline.id, ver: pipeline.ver }))}
        noValidate
      >
        <FormGrid>
          <TextInput
            label={t("pipelines.name")}
            maxLength={80}
            value={draft.name}
            disabled={locked}
            error={issues["name"]}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t("pipelines.dealNorm")}
            description={t("pipelines.dealNormNote")}
            inputMode="numeric"
            maxLength={4}
            value={draft.normDays}
            disabled={locked}
            error={issues["normDays"]}
            onChange={(event) => change({ normDays: event.currentTarget.value })}
          />
          <TextInput
            label={t("pipelines.silenceNorm")}
            description={t("pipelines.silenceNormNote")}
            placeholder={String(SILENCE_DAYS)}
            inputMode="numeric"
            maxLength={4}
            value={draft.silenceDays}
            disabled={locked}
            error={issues["silenceDays"]}
            onChange={(event) => change({ silenceDays: event.currentTarget.value })}
          />
          <Switch
            mt="lg"
            label={t("pipelines.shown")}
            checked={!draft.hidden}
            disabled={locked}
            onChange={(event) => change({ hidden: !event.currentTarget.checked })}
          />
        </FormGrid>
        <div className={styles.heads} aria-hidden>
          <span>{t("pipelines.stage")}</span>
          <span>{t("pipelines.norm")}</span>
          <span>{t("pipelines.silence")}</span>
          <span>{t("pipelines.probability")}</span>
        </div>
        <ol className={styles.stages}>
          {draft.stages.map((stage, index) => (
            <li key={stage.key}>
              {locked ? null : (
                <OrderButtons
                  name={stage.name}
                  first={index === 0}
                  last={index === draft.stages.length - 1}
                  onMove={(step) => change({ stages: moved(draft.stages, index, step) })}
                />
              )}
              <StageFields
                stage={stage}
                index={index}
                locked={locked}
                issues={issues}
                onChange={(part) => changeStage(index, part)}
              />
              {locked ? null : (
                <button
                  type="button"
                  className={styles.remove}
                  disabled={draft.stages.length === 1}
                  aria-label={t("pipelines.removeStage", { name: stage.name })}
                  onClick={() => change({ stages: draft.stages.filter((_, at) => at !== index) })}
                >
                  <IconTrash size={16} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ol>
        {locked ? null : (
          <div className={styles.buttons}>
            <Button
              variant="default"
              disabled={draft.stages.length >= 30}
              onClick={() => change({ stages: [...draft.stages, newStage()] })}
            >
              {t("pipelines.addStage")}
            </Button>
            {edited ? (
              <>
                <Button type="submit" loading={save.pending}>
                  {t("common.save")}
                </Button>
                <Button variant="default" onClick={() => setEdited(undefined)}>
                  {t("common.undo")}
                </Button>
              </>
            ) : null}
          </div>
        )}
      </form>
    </Panel>
  );
}

function StageFields(props: {
  stage: StageDraft;
  index: number;
  locked: boolean;
  issues: Record<string, string>;
  onChange: (part: Partial<StageDraft>) => void;
}) {
  const t = useTranslations("pipelines");
  const { stage, index, locked, issues, onChange } = props;
  const number = index + 1;
  return (
    <>
      <TextInput
        className={styles.stageName}
        aria-label={t("stageName", { number })}
        maxLength={80}
        value={stage.name}
        disabled={locked}
        error={issues[`stages.${index}.name`]}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        className={styles.small}
        aria-label={t("stageNorm", { number })}
        rightSection={<span className={styles.unit}>{t("days")}</span>}
        inputMode="numeric"
        maxLength={4}
        value={stage.normDays}
        disabled={locked}
        error={issues[`stages.${index}.normDays`]}
        onChange={(event) => onChange({ normDays: event.currentTarget.value })}
      />
      <TextInput
        className={styles.small}
        aria-label={t("stageSilence", { number })}
        rightSection={<span className={styles.unit}>{t("days")}</span>}
        inputMode="numeric"
        maxLength={4}
        value={stage.silenceDays}
        disabled={locked}
        error={issues[`stages.${index}.silenceDays`]}
        onChange={(event) => onChange({ silenceDays: event.currentTarget.value })}
      />
      <TextInput
        className={styles.small}
        aria-label={t("stageProbability", { number })}
        rightSection={<span className={styles.unit}>%</span>}
        inputMode="numeric"
        maxLength={3}
        value={stage.probability}
        disabled={locked}
        error={issues[`stages.${index}.probability`]}
        onChange={(event) => onChange({ probability: event.currentTarget.value })}
      />
    </>
  );
}
