"use client";
import { useTranslations } from "next-intl";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import { MOST_PEOPLE, type Proposal } from "#shared/schedule/schema.ts";
import { wallAfter } from "#shared/wall.ts";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import styles from "./schedule.module.css";

/** Minutes that are looked for where nobody says how long it takes. */
const USUAL_MINUTES = 30;
/** People proposed besides the chosen ones. */
const MOST_PROPOSED = 3;

/**
 * Who of the chosen people is free, busy or away at a time, and who else could: those who have room, the least loaded
 * first, with the numbers that say why. Shows nothing until people and a whole time are chosen.
 */
export function BusyHint(props: {
  performerIds: readonly string[];
  /** Wall time, empty while it is not whole. */
  at: string;
  minutes: number | undefined;
  typeId?: string | undefined;
  onPerson?: ((employeeId: string) => void) | undefined;
  onTime?: ((at: string) => void) | undefined;
}) {
  const { performerIds, at, minutes = USUAL_MINUTES, typeId, onPerson, onTime } = props;
  const t = useTranslations("schedule.hint");
  const when = useWhen();
  const { number } = useFormats();
  const employees = useEmployees();
  const asked = employees.offered.map(({ id }) => id).filter((id) => !performerIds.includes(id));
  const all = [...performerIds, ...asked].slice(0, MOST_PEOPLE);
  const whole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at) && minutes >= 5;
  const answer = useAnswer(
    scheduleQueries.proposals,
    { from: at, to: whole ? wallAfter(at, minutes) : at, minutes, employees: all, ...(typeId ? { typeId } : {}) },
    { enabled: whole && performerIds.length > 0, keep: true },
  );
  if (!whole || performerIds.length === 0) return null;
  const people = answer.data?.people ?? [];
  const chosen = people.filter(({ employeeId }) => performerIds.includes(employeeId));
  const others = people.filter(({ employeeId, free }) => free && !performerIds.includes(employeeId));
  const load = ({ bookedMinutes, tasks }: Proposal) =>
    t("load", { hours: number(Math.round(bookedMinutes / 6) / 10), tasks });
  return (
    <div className={styles.hint} aria-live="polite">
      <ErrorBox error={answer.error} />
      <ul>
        {chosen.map((one) => (
          <li key={one.employeeId} data-free={one.free || undefined}>
            <strong>{employees.name(one.employeeId)}</strong>: {one.free ? t("free") : t(one.hindrance ?? "busy")}
            {one.free || !one.at ? null : onTime ? (
              <>
                {" "}
                <button type="button" className={styles.hintPick} onClick={() => onTime(one.at ?? at)}>
                  {t("nextFree", { when: when.wall(one.at) })}
                </button>
              </>
            ) : (
              <> {t("nextFree", { when: when.wall(one.at) })}</>
            )}
            <span className={styles.hintNote}> {load(one)}</span>
          </li>
        ))}
      </ul>
      {chosen.some(({ free }) => !free) && others.length > 0 ? (
        <>
          <p>{t("couldTake")}</p>
          <ul>
            {others.slice(0, MOST_PROPOSED).map((one) => (
              <li key={one.employeeId} data-free>
                {onPerson ? (
                  <button type="button" className={styles.hintPick} onClick={() => onPerson(one.employeeId)}>
                    {employees.name(one.employeeId)}
                  </button>
                ) : (
                  <strong>{employees.name(one.employeeId)}</strong>
                )}
                <span className={styles.hintNote}> {load(one)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
