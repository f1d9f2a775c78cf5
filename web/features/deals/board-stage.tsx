"use client";
import { Droppable } from "@hello-pangea/dnd";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { dealQueries } from "#shared/deals/contract.ts";
import type { DealRow } from "#shared/deals/schema.ts";
import type { Output } from "#shared/http/contract.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { useFormats } from "../../lib/formats.ts";
import styles from "./board.module.css";
import { BoardCard } from "./board-card.tsx";
import type { DealFilter } from "./deal-filter.ts";

/** One stage of a board: its deals, their count and sum. */
export function BoardStage(props: {
  stage: Output<typeof dealQueries.board>["stages"][number];
  pipeline: Pipeline;
  filter: DealFilter;
  moving: ReadonlySet<string>;
  troubles: Readonly<Record<string, string>>;
  onMove: (deal: DealRow, stageId: string) => void;
  onClose: (deal: DealRow, outcome: "success" | "refusal") => void;
}) {
  const { stage, pipeline, filter } = props;
  const t = useTranslations("deals.board");
  const { money, number } = useFormats();
  const name = pipeline.stages.find(({ id }) => id === stage.stageId)?.name ?? "";
  const rest = stage.count - stage.rows.length;
  return (
    <section className={styles.stage} aria-label={name}>
      <header className={styles.head}>
        <h2>{name}</h2>
        <span>
          {number(stage.count)} · {money(stage.sumMinor)}
        </span>
      </header>
      <Droppable droppableId={stage.stageId}>
        {(droppable, { isDraggingOver }) => (
          <div
            ref={droppable.innerRef}
            {...droppable.droppableProps}
            className={styles.cards}
            data-over={isDraggingOver || undefined}
          >
            {stage.rows.map((deal, index) => (
              <BoardCard
                key={deal.id}
                deal={deal}
                index={index}
                pipeline={pipeline}
                isMoving={props.moving.has(deal.id)}
                trouble={props.troubles[deal.id]}
                onMove={props.onMove}
                onClose={props.onClose}
              />
            ))}
            {droppable.placeholder}
            {stage.count === 0 && !isDraggingOver ? <p className={styles.none}>{t("none")}</p> : null}
          </div>
        )}
      </Droppable>
      {rest > 0 ? (
        <Link href={listOf(filter, stage.stageId)} className={styles.rest}>
          {t("rest", { count: rest })}
        </Link>
      ) : null}
    </section>
  );
}

/** The list of the deals of a stage, with the conditions of the board. */
function listOf(filter: DealFilter, stageId: string): string {
  const search = new URLSearchParams();
  for (const [name, chosen] of Object.entries(filter.chosen)) if (chosen.length > 0) search.set(name, chosen.join(","));
  if (filter.find) search.set("find", filter.find);
  search.set("stage", stageId);
  return `?${search.toString()}`;
}
