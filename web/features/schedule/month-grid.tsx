"use client";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useRef, type PointerEvent } from "react";
import type { PersonSchedule, ScheduleTask } from "#shared/schedule/schema.ts";
import { dayAfter, useWhen } from "../../lib/wall.ts";
import { hueOf, ItemButton } from "./item-button.tsx";
import { daysOf, partOf, type Item, type Move } from "./items.ts";
import styles from "./schedule.module.css";
import { DayNotes, type Slot } from "./time-grid.tsx";
import { isMovable, moveOf, useMoving, type Shift } from "./use-moving.ts";

/** Items of a day in sight; the rest is behind their number. */
const MOST_SHOWN = 4;
const FAR_PX = 4;

/** Weeks of a month below each other. */
export function MonthGrid(props: {
  label: string;
  span: { from: string; to: string };
  month: string;
  people: readonly PersonSchedule[];
  items: readonly Item[];
  order: readonly string[];
  nameOf: (personId: string) => string;
  now: string;
  onOpen: (task: ScheduleTask) => void;
  onDay: (day: string) => void;
  onPlan?: ((slot: Slot) => void) | undefined;
  onMove: (task: ScheduleTask, to: Move) => Promise<void>;
}) {
  const { span, month, people, items, order, nameOf, now } = props;
  const t = useTranslations("schedule");
  const locale = useLocale();
  const when = useWhen();
  const grip = useRef<{ x: number; y: number; item: Item; taken: boolean }>(undefined);
  const { moving, said, begin, carry, drop, cancel, onItemKey } = useMoving({ onMove: props.onMove, nameOf });
  const days = daysOf(span);
  const names = useMemo(() => {
    const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
    return days.slice(0, 7).map((day) => weekday.format(new Date(`${day}T00:00:00Z`)));
  }, [locale, days]);
  const several = people.length > 1;
  const isOff = (day: string) =>
    people.length > 0 && people.every(({ hours }) => !hours.some((working) => partOf(day, working)));
  const shift: Shift = (key, _, to) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
    return by === undefined ? undefined : { ...to, at: `${dayAfter(to.at.slice(0, 10), by)}${to.at.slice(10)}` };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const held = grip.current;
    if (!held?.item.task) return;
    if (!held.taken) {
      if (Math.abs(event.clientX - held.x) < FAR_PX && Math.abs(event.clientY - held.y) < FAR_PX) return;
      held.taken = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      begin(held.item, "pointer");
    }
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-day]");
    const day = cell?.dataset["day"];
    if (day) carry({ ...moveOf(held.item.task), at: `${day}${held.item.task.at.slice(10)}` });
  };
  return (
    <div className={styles.monthBox} role="region" aria-label={props.label} tabIndex={0}>
      <p className="heard" aria-live="assertive">
        {said}
      </p>
      <div className={styles.weekdays} aria-hidden>
        {names.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div
        className={styles.month}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          if (grip.current?.taken) drop();
          grip.current = undefined;
        }}
        onPointerCancel={() => {
          grip.current = undefined;
          cancel();
        }}
      >
        {days.map((day) => {
          const own = items.filter((item) => partOf(day, item));
          return (
            <section
              key={day}
              className={styles.cell}
              data-day={day}
              data-other={!day.startsWith(month) || undefined}
              data-off={isOff(day) || undefined}
              data-today={now.startsWith(day) || undefined}
              data-target={(moving && moving.to.at.startsWith(day)) || undefined}
              aria-label={when.weekday(day)}
            >
              <header className={styles.cellHead}>
                <button
                  type="button"
                  className={styles.cellDay}
                  aria-label={when.weekday(day)}
                  onClick={() => props.onDay(day)}
                >
                  {Number(day.slice(8))}
                </button>
                {props.onPlan ? (
                  <button
                    type="button"
                    className={styles.cellAdd}
                    aria-label={t("planOn", { day: when.weekday(day) })}
                    onClick={() =>
                      props.onPlan?.({
                        at: `${day}T10:00`,
                        minutes: 60,
                        performerIds: several ? [] : people.map(({ employeeId }) => employeeId),
                      })
                    }
                  >
                    +
                  </button>
                ) : null}
              </header>
              <DayNotes column={{ day, people }} nameOf={several ? nameOf : undefined} />
              {own.slice(0, own.length > MOST_SHOWN ? MOST_SHOWN - 1 : MOST_SHOWN).map((item) => (
                <ItemButton
                  key={item.key}
                  item={item}
                  hue={hueOf(order.indexOf(item.personId))}
                  className={styles.line}
                  brief
                  moving={moving?.item.key === item.key}
                  onClick={() => item.task && props.onOpen(item.task)}
                  onKeyDown={(event) => onItemKey(event, item, shift)}
                  onBlur={() => moving?.by === "keys" && cancel()}
                  onPointerDown={(event) => {
                    if (event.button !== 0 || event.pointerType === "touch" || !isMovable(item)) return;
                    grip.current = { x: event.clientX, y: event.clientY, item, taken: false };
                  }}
                />
              ))}
              {own.length > MOST_SHOWN ? (
                <button type="button" className={styles.more} onClick={() => props.onDay(day)}>
                  {t("more", { count: own.length - MOST_SHOWN + 1 })}
                </button>
              ) : null}
            </section>
          );
        })}
      </div>
    </div>
  );
}
