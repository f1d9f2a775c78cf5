"use client";
import { DragDropContext, type DropResult, type ResponderProvided } from "@hello-pangea/dnd";
import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { dealQueries } from "#shared/deals/contract.ts";
import type { DealRow } from "#shared/deals/schema.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { Empty, ErrorBox, Waiting } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany, useRights } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { usePipelines } from "../../lib/names.ts";
import styles from "./board.module.css";
import { BoardStage } from "./board-stage.tsx";
import type { DealFilter } from "./deal-filter.ts";
import { DealFilters } from "./deal-filters.tsx";
import { useMoves } from "./moves.ts";

const CloseDeal = dynamic(() => import("./close-deal.tsx").then((module) => module.CloseDeal), { ssr: false });

/** Open deals of a pipeline by stage. */
export function DealBoard({ filter }: { filter: DealFilter }) {
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  const { may } = useRights();
  const pipelines = usePipelines();
  const pipeline = pipelines.get(filter.pipelineId) ?? pipelines.offered[0];
  if (!pipeline && !pipelines.known) return <Waiting lines={8} />;
  if (!pipeline) {
    return (
      <Empty
        title={t("noPipeline.title")}
        action={
          may("settings", "write") ? (
            <Link href={`/${company}/settings/pipelines`}>{t("noPipeline.action")}</Link>
          ) : null
        }
      >
        {t("noPipeline.text")}
      </Empty>
    );
  }
  return (
    <div className={styles.page}>
      <DealFilters filter={filter}>
        {pipelines.offered.length > 1 ? (
          <NativeSelect
            aria-label={t("pipeline")}
            value={pipeline.id}
            data={pipelines.choices(pipeline.id)}
            onChange={(event) => filter.change({ pipeline: event.currentTarget.value })}
          />
        ) : null}
      </DealFilters>
      <Stages key={pipeline.id} filter={filter} pipeline={pipeline} />
    </div>
  );
}

function Stages({ filter, pipeline }: { filter: DealFilter; pipeline: Pipeline }) {
  const t = useTranslations("deals");
  const { money } = useFormats();
  const question = { pipelineId: pipeline.id, ...(filter.filter ? { filter: filter.filter } : {}) };
  const board = useAnswer(dealQueries.board, question, { keep: true });
  const { move, moving, troubles } = useMoves(question, pipeline);
  const [closing, setClosing] = useState<{ deal: DealRow; outcome: "success" | "refusal" }>();
  if (!board.data) {
    return board.error ? (
      <ErrorBox error={board.error} onRetry={() => void board.refetch()} />
    ) : (
      <Waiting lines={8} height={40} />
    );
  }
  const { stages, count, sumMinor } = board.data;
  const nameOf = (stageId: string | undefined) => pipeline.stages.find(({ id }) => id === stageId)?.name ?? "";
  const rowOf = (id: string) => stages.flatMap(({ rows }) => rows).find((row) => row.id === id);
  const onDragEnd = ({ draggableId, source, destination }: DropResult, { announce }: ResponderProvided) => {
    const row = rowOf(draggableId);
    if (!row || !destination || destination.droppableId === source.droppableId) {
      announce(t("board.back"));
      return;
    }
    announce(t("board.dropped", { deal: row.title, stage: nameOf(destination.droppableId) }));
    void move(row, destination.droppableId);
  };
  return (
    <>
      <p className={styles.totals}>
        {count > 0
          ? t("board.totals", { count, sum: money(sumMinor) })
          : filter.isNarrow
            ? t("none.title")
            : t("empty.text")}
      </p>
      <DragDropContext
        dragHandleUsageInstructions={t("board.instructions")}
        onDragStart={({ draggableId, source }, { announce }) =>
          announce(t("board.lifted", { deal: rowOf(draggableId)?.title ?? "", stage: nameOf(source.droppableId) }))
        }
        onDragUpdate={({ destination }, { announce }) =>
          announce(destination ? t("board.over", { stage: nameOf(destination.droppableId) }) : t("board.nowhere"))
        }
        onDragEnd={onDragEnd}
      >
        <div className={styles.board} role="region" aria-label={t("board.title", { name: pipeline.name })} tabIndex={0}>
          {stages.map((stage) => (
            <BoardStage
              key={stage.stageId}
              stage={stage}
              pipeline={pipeline}
              filter={filter}
              moving={moving}
              troubles={troubles}
              onMove={(deal, stageId) => void move(deal, stageId)}
              onClose={(deal, outcome) => setClosing({ deal, outcome })}
            />
          ))}
        </div>
      </DragDropContext>
      {closing ? <CloseDeal {...closing} onDone={() => setClosing(undefined)} /> : null}
    </>
  );
}
