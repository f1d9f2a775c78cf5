"use client";
import { Draggable } from "@hello-pangea/dnd";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { DealRow } from "#shared/deals/schema.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { Menu } from "../../components/menu.tsx";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees } from "../../lib/names.ts";
import { useMayWith } from "../../lib/own.ts";
import { Signals } from "./deal-signals.tsx";
import styles from "./board.module.css";

/** A deal on a board. It is dragged by mouse or by Space and arrows; its menu moves and closes it as well. */
export function BoardCard(props: {
  deal: DealRow;
  index: number;
  pipeline: Pipeline;
  isMoving: boolean;
  trouble: string | undefined;
  onMove: (deal: DealRow, stageId: string) => void;
  onClose: (deal: DealRow, outcome: "success" | "refusal") => void;
}) {
  const { deal, pipeline, onMove, onClose } = props;
  const t = useTranslations("deals");
  const { id: company } = useCompany();
  const { money } = useFormats();
  const employees = useEmployees();
  const mayWrite = useMayWith("deals", "write")([deal.managerId ?? undefined, deal.createdBy]);
  return (
    <Draggable draggableId={deal.id} index={props.index} isDragDisabled={!mayWrite || props.isMoving}>
      {(draggable, { isDragging }) => (
        <div
          ref={draggable.innerRef}
          {...draggable.draggableProps}
          {...draggable.dragHandleProps}
          // What can be dragged holds a link and a menu, so it is no button itself.
          role="group"
          aria-roledescription={mayWrite ? t("board.card") : undefined}
          aria-label={deal.title}
          className={styles.card}
          data-dragging={isDragging || undefined}
          data-moving={props.isMoving || undefined}
        >
          <div className={styles.title}>
            <Link href={`/${company}/deals/${deal.id}`} prefetch={false} draggable={false}>
              {deal.title}
            </Link>
            {mayWrite ? (
              <Menu
                label={t("board.actions", { deal: deal.title })}
                align="end"
                items={[
                  { heading: t("board.moveTo") },
                  ...pipeline.stages
                    .filter(({ id }) => id !== deal.stageId)
                    .map(({ id, name }) => ({ label: name, onSelect: () => onMove(deal, id) })),
                  { heading: t("board.close") },
                  { label: t("states.success"), onSelect: () => onClose(deal, "success") },
                  { label: t("states.refusal"), tone: "bad" as const, onSelect: () => onClose(deal, "refusal") },
                ]}
              >
                <IconDots size={16} aria-hidden />
              </Menu>
            ) : null}
          </div>
          <Link
            href={`/${company}/clients/${deal.clientId}`}
            prefetch={false}
            draggable={false}
            className={styles.client}
          >
            {deal.clientName}
          </Link>
          <div className={styles.foot}>
            <strong>{money(deal.amountMinor, deal.currency)}</strong>
            <span>{employees.name(deal.managerId)}</span>
          </div>
          <Signals deal={deal} lastContactAt={deal.lastContactAt} pipeline={pipeline} />
          {props.trouble ? (
            <p className={styles.trouble} role="alert">
              {props.trouble}
            </p>
          ) : null}
        </div>
      )}
    </Draggable>
  );
}
