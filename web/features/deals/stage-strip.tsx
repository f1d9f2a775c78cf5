"use client";
import { useTranslations } from "next-intl";
import { dealsContract } from "#shared/deals/contract.ts";
import { Deal, type DealView } from "#shared/deals/schema.ts";
import { ErrorBox } from "../../components/states.tsx";
import { usePipelines } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";
import { Signals } from "./deal-signals.tsx";
import styles from "./deal-page.module.css";

/** The stages of the pipeline with the one the deal is at; a press moves it. */
export function StageStrip(props: { deal: DealView; lastContactAt: string | undefined; mayMove: boolean }) {
  const { deal, mayMove } = props;
  const t = useTranslations("deals");
  const pipeline = usePipelines().get(deal.pipelineId);
  const move = useSubmit(dealsContract.move, {
    refreshes: ["deals", "clients"],
    // A change of other facts does not stand in the way; a move by somebody else does.
    onStale: (current, input) => {
      const now = Deal.safeParse(current).data;
      return now?.stageId === deal.stageId && now.state === "open" ? { ...input, ver: now.ver } : undefined;
    },
  });
  if (!pipeline) return null;
  const at = pipeline.stages.findIndex(({ id }) => id === deal.stageId);
  return (
    <>
      {/* Without its buttons the keyboard would have nothing to scroll it by. */}
      <ol className={styles.strip} aria-label={t("stages")} tabIndex={mayMove ? undefined : 0}>
        {pipeline.stages.map(({ id, name }, index) => (
          <li
            key={id}
            className={styles.stage}
            data-state={
              deal.state === "open" || index < at ? (index < at ? "past" : index === at ? "now" : "ahead") : deal.state
            }
            data-ahead={index > at || undefined}
            aria-current={index === at ? "step" : undefined}
          >
            {mayMove && index !== at ? (
              <button
                type="button"
                disabled={move.pending}
                title={t("moveTo", { stage: name })}
                onClick={() => void move.submit({ id: deal.id, stageId: id, ver: deal.ver })}
              >
                {name}
              </button>
            ) : (
              <span>{name}</span>
            )}
          </li>
        ))}
      </ol>
      <ErrorBox error={move.error} />
      {deal.state === "open" ? <Signals deal={deal} lastContactAt={props.lastContactAt} pipeline={pipeline} /> : null}
    </>
  );
}
