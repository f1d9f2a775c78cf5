"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { dealQueries, dealsContract } from "#shared/deals/contract.ts";
import { Deal, type DealRow } from "#shared/deals/schema.ts";
import { ApiError } from "#shared/http/client.ts";
import type { GivenTo, Output } from "#shared/http/contract.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { usePutAnswer, useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { messageOf } from "../../lib/errors.ts";

type Board = Output<typeof dealQueries.board>;

/**
 * Moves deals on a board at once, and back where the API refuses; why is kept by deal.
 * A deal whose move is on its way cannot be moved again: its version is not known.
 */
export function useMoves(question: GivenTo<typeof dealQueries.board>, pipeline: Pipeline) {
  const t = useTranslations();
  const put = usePutAnswer();
  const refresh = useRefresh();
  const [moving, setMoving] = useState<ReadonlySet<string>>(new Set());
  const [troubles, setTroubles] = useState<Readonly<Record<string, string>>>({});
  const place = (row: DealRow, stageId: string) =>
    put(dealQueries.board, question, (board) => board && placed(board, row, stageId));

  const move = async (row: DealRow, stageId: string) => {
    setMoving((last) => new Set(last).add(row.id));
    setTroubles(({ [row.id]: _solved, ...rest }) => rest);
    place({ ...row, stageId, stageSince: new Date().toISOString() }, stageId);
    try {
      const deal = await call(dealsContract.move, { id: row.id, stageId, ver: row.ver });
      place({ ...row, stageId: deal.stageId, stageSince: deal.stageSince, ver: deal.ver }, deal.stageId);
    } catch (error) {
      place(row, row.stageId);
      setTroubles((last) => ({ ...last, [row.id]: reasonOf(error) }));
    } finally {
      setMoving((last) => new Set([...last].filter((id) => id !== row.id)));
      // What the server has is right, whatever was drawn meanwhile.
      void refresh("deals", "clients");
    }
  };

  function reasonOf(error: unknown): string {
    const current = error instanceof ApiError ? Deal.safeParse(error.problem.current).data : undefined;
    const stage = current && pipeline.stages.find(({ id }) => id === current.stageId)?.name;
    if (current?.state === "open" && stage) return t("deals.board.movedMeanwhile", { stage });
    return messageOf(error, t).text;
  }
  return { move, moving, troubles };
}

/** The board with a deal on top of a stage, out of the one it was in; counts and sums follow. */
export function placed(board: Board, row: DealRow, stageId: string): Board {
  return {
    ...board,
    stages: board.stages.map((stage) => {
      const had = stage.rows.find(({ id }) => id === row.id);
      const has = stage.stageId === stageId;
      if (!had && !has) return stage;
      const others = stage.rows.filter(({ id }) => id !== row.id);
      return {
        ...stage,
        rows: has ? [row, ...others] : others,
        count: stage.count + (has ? 1 : 0) - (had ? 1 : 0),
        sumMinor: stage.sumMinor + (has ? row.baseMinor : 0) - (had ? had.baseMinor : 0),
      };
    }),
  };
}
