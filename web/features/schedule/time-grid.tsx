"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type MouseEvent, type PointerEvent, type ReactNode } from "react";
import type { PersonSchedule, ScheduleTask } from "#shared/schedule/schema.ts";
import { useWhen } from "../../lib/wall.ts";
import { DAY, minuteIn, partOf, placed, POINT, STEP, wallAt, type Item, type Move } from "./items.ts";
import { hueOf, ItemButton } from "./item-button.tsx";
import styles from "./schedule.module.css";
import { isMovable, moveOf, useMoving, type Shift } from "./use-moving.ts";

/** A column of the grid: a day of some people, or one person on a day. */
export interface Column {
  key: string;
  day: string;
  title: ReactNode;
  label: string;
  people: readonly PersonSchedule[];
}

/** Where somebody wants to plan something. */
export interface Slot {
  at: string;
  minutes: number;
  performerIds: string[];
}

const HOUR_PX = 46;
const FIRST_HOUR = 8;
const FAR_PX = 4;
/** Minutes below which an item has room for one line alone. */
const SHORT = 45;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

interface Place {
  column: number;
  minute: number;
}

/** Hours from top to bottom, days or people beside each other. */
export function TimeGrid(props: {
  label: string;
  columns: readonly Column[];
  items: readonly Item[];
  /** People in their order, for their hues; their names are told on items where a column holds several. */
  order: readonly string[];
  nameOf: (personId: string) => string;
  now: string;
  onOpen: (task: ScheduleTask) => void;
  onPlan?: ((slot: Slot) => void) | undefined;
  onMove: (task: ScheduleTask, to: Move) => Promise<void>;
}) {
  const { columns, items, order, nameOf, now, onPlan } = props;
  const t = useTranslations("schedule");
  const when = useWhen();
  const scroll = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const grip = useRef<{ x: number; y: number; item?: Item; resizes?: boolean; from: Place; taken: boolean }>(undefined);
  const [draft, setDraft] = useState<{ column: number; from: number; to: number }>();
  const { moving, said, begin, carry, drop, cancel, onItemKey } = useMoving({ onMove: props.onMove, nameOf });
  const byPerson = columns.length > 1 && columns.every(({ day }) => day === columns[0]!.day);
  const several = columns.some(({ people }) => people.length > 1);

  useEffect(() => {
    if (scroll.current) scroll.current.scrollTop = FIRST_HOUR * HOUR_PX - HOUR_PX / 2;
  }, []);

  const locate = (x: number, y: number): Place => {
    const boxes = [...body.current!.querySelectorAll<HTMLElement>("[data-column]")].map((one) =>
      one.getBoundingClientRect(),
    );
    const found = boxes.findIndex((box) => x < box.right);
    const column = found < 0 ? boxes.length - 1 : found;
    const minute = ((y - boxes[0]!.top) / HOUR_PX) * 60;
    return { column, minute: Math.max(0, Math.min(DAY - STEP, Math.floor(minute / STEP) * STEP)) };
  };
  /** Where a task would stand that was begun to be dragged at one place and is at another now. */
  const draggedTo = (task: ScheduleTask, from: Place, to: Place, resizes: boolean): Move => {
    const start = moveOf(task);
    if (resizes) return { ...start, minutes: Math.max(STEP, (task.minutes ?? POINT) + to.minute - from.minute) };
    const column = columns[to.column]!;
    const minute = minuteIn(columns[from.column]!.day, task.at) + to.minute - from.minute;
    const performerId = byPerson ? column.people[0]!.employeeId : start.performerId;
    return { ...start, at: wallAt(column.day, minute), performerId };
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const target = event.target as HTMLElement;
    const key = target.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const item = items.find((one) => one.key === key);
    const from = locate(event.clientX, event.clientY);
    if (item && !isMovable(item)) return;
    if (!item && (!onPlan || !target.closest("[data-column]") || key)) return;
    const resizes = target.closest("[data-resize]") !== null;
    grip.current = { x: event.clientX, y: event.clientY, from, taken: false, resizes, ...(item ? { item } : {}) };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const held = grip.current;
    if (!held) return;
    const { x, y, item, from } = held;
    if (!held.taken) {
      if (Math.abs(event.clientX - x) < FAR_PX && Math.abs(event.clientY - y) < FAR_PX) return;
      held.taken = true;
      // Only now: a mere press must stay a click of what is under it.
      body.current!.setPointerCapture(event.pointerId);
      if (item) begin(item, "pointer");
    }
    const to = locate(event.clientX, event.clientY);
    if (item?.task) carry(draggedTo(item.task, from, to, held.resizes ?? false));
    else
      setDraft({
        column: from.column,
        from: Math.min(from.minute, to.minute),
        to: Math.max(from.minute, to.minute) + STEP,
      });
  };
  const onPointerUp = () => {
    const held = grip.current;
    grip.current = undefined;
    if (!held) return;
    if (held.item) {
      if (held.taken) drop();
      return;
    }
    const column = columns[held.from.column]!;
    const span = draft ?? { from: held.from.minute, to: held.from.minute + 2 * POINT };
    setDraft(undefined);
    onPlan?.(slotOf(column, span));
  };
  const onPointerCancel = () => {
    grip.current = undefined;
    setDraft(undefined);
    cancel();
  };
  /** A finger scrolls; where it only touches free time it plans. */
  const onTouch = (event: MouseEvent<HTMLDivElement>) => {
    const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
    const target = event.target as HTMLElement;
    if (pointerType !== "touch" || !onPlan || target.closest("[data-key]") || !target.closest("[data-column]")) return;
    const { column, minute } = locate(event.clientX, event.clientY);
    onPlan(slotOf(columns[column]!, { from: Math.floor(minute / POINT) * POINT, to: minute + 2 * POINT }));
  };
  const shift: Shift = (key, withShift, to) => {
    const sideways = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
    const down = key === "ArrowUp" ? -STEP : key === "ArrowDown" ? STEP : 0;
    if (down && withShift) return { ...to, minutes: Math.max(STEP, (to.minutes ?? POINT) + down) };
    if (down) return { ...to, at: wallAt(to.at.slice(0, 10), minuteIn(to.at.slice(0, 10), to.at) + down) };
    if (!sideways) return undefined;
    if (!byPerson)
      return { ...to, at: wallAt(to.at.slice(0, 10), minuteIn(to.at.slice(0, 10), to.at) + sideways * DAY) };
    const place = columns.findIndex(({ people }) => people[0]?.employeeId === to.performerId) + sideways;
    const next = columns[place]?.people[0];
    return next ? { ...to, performerId: next.employeeId } : undefined;
  };
  const ghostIn = (column: Column) => {
    if (!moving) return undefined;
    const { at, minutes, performerId } = moving.to;
    if (byPerson && column.people[0]?.employeeId !== performerId) return undefined;
    return partOf(column.day, {
      from: at,
      to: wallAt(at.slice(0, 10), minuteIn(at.slice(0, 10), at) + (minutes ?? POINT)),
    });
  };
  const template = { gridTemplateColumns: `3.75rem repeat(${columns.length}, minmax(var(--least), 1fr))` };

  return (
    <div className={styles.grid} ref={scroll} role="region" aria-label={props.label} tabIndex={0}>
      <p className="heard" aria-live="assertive">
        {said}
      </p>
      <div className={styles.gridHead} style={template}>
        <span />
        {columns.map((column) => (
          <div
            key={column.key}
            className={styles.columnHead}
            data-today={(!byPerson && now.startsWith(column.day)) || undefined}
          >
            {column.title}
            <DayNotes column={column} nameOf={several ? nameOf : undefined} />
          </div>
        ))}
      </div>
      <div
        className={styles.gridBody}
        style={{ ...template, height: 24 * HOUR_PX }}
        ref={body}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerCancel}
        onClick={onTouch}
      >
        <div className={styles.hours} aria-hidden>
          {hours.slice(1).map((hour) => (
            <span key={hour} style={{ top: hour * HOUR_PX }}>
              {when.time(`2026-01-01T${String(hour).padStart(2, "0")}:00`)}
            </span>
          ))}
        </div>
        {columns.map((column, place) => {
          const ids = new Set(column.people.map(({ employeeId }) => employeeId));
          const parts = items.flatMap((item) => {
            const part = ids.has(item.personId) ? partOf(column.day, item) : undefined;
            return part ? [{ item, from: part.from, to: Math.max(part.to, part.from + POINT / 2) }] : [];
          });
          const ghost = ghostIn(column);
          const shownDraft = draft?.column === place ? draft : undefined;
          return (
            <div key={column.key} className={styles.column} data-column role="group" aria-label={column.label}>
              {column.people.flatMap(({ employeeId, hours: working }) =>
                working.flatMap((span) => {
                  const part = partOf(column.day, span);
                  return part
                    ? [<div key={`${employeeId}|${span.from}`} className={styles.working} style={boxOf(part)} />]
                    : [];
                }),
              )}
              {now.startsWith(column.day) ? (
                <div className={styles.now} style={{ top: (minuteIn(column.day, now) / 60) * HOUR_PX }} aria-hidden />
              ) : null}
              {placed(parts).map(({ item, from, to, lane, lanes }) => (
                <div
                  key={item.key}
                  className={styles.slot}
                  data-key={item.key}
                  style={{ ...boxOf({ from, to }), left: `${(lane / lanes) * 100}%`, width: `${100 / lanes}%` }}
                >
                  <ItemButton
                    item={item}
                    hue={hueOf(order.indexOf(item.personId))}
                    person={several ? nameOf(item.personId) : undefined}
                    brief
                    moving={moving?.item.key === item.key}
                    className={to - from < SHORT ? styles.short : undefined}
                    onClick={() => item.task && props.onOpen(item.task)}
                    onKeyDown={(event) => onItemKey(event, item, shift)}
                    onBlur={() => moving?.by === "keys" && cancel()}
                  />
                  {isMovable(item) ? <span className={styles.resize} data-resize aria-hidden /> : null}
                </div>
              ))}
              {ghost ? <div className={styles.ghost} style={boxOf(ghost)} aria-hidden /> : null}
              {shownDraft ? (
                <div className={styles.ghost} style={boxOf(shownDraft)} aria-hidden>
                  {when.time(wallAt(column.day, shownDraft.from))}–{when.time(wallAt(column.day, shownDraft.to))}
                </div>
              ) : null}
            </div>
          );
        })}
      </div>
      {onPlan ? <p className="heard">{t("gridHelp")}</p> : null}
    </div>
  );
}

/** Who is away and what day it is, below the name of a column. */
export function DayNotes(props: {
  column: Pick<Column, "day" | "people">;
  nameOf?: ((personId: string) => string) | undefined;
}) {
  const t = useTranslations();
  const { day, people } = props.column;
  const days = new Set(
    people.flatMap((one) => one.days.filter((special) => special.day === day).map(({ name }) => name)),
  );
  const away = people.flatMap(({ employeeId, absences }) =>
    absences.filter(({ from, until }) => from <= day && day <= until).map(({ kind }) => ({ employeeId, kind })),
  );
  if (days.size === 0 && away.length === 0) return null;
  return (
    <ul className={styles.dayNotes}>
      {[...days].map((name) => (
        <li key={name}>{name}</li>
      ))}
      {away.map(({ employeeId, kind }) => (
        <li key={employeeId} data-away>
          {[props.nameOf?.(employeeId), t(`absences.kinds.${kind}`)].filter(Boolean).join(": ")}
        </li>
      ))}
    </ul>
  );
}

function boxOf({ from, to }: { from: number; to: number }) {
  return { top: (from / 60) * HOUR_PX, height: ((to - from) / 60) * HOUR_PX };
}

function slotOf({ day, people }: Column, { from, to }: { from: number; to: number }): Slot {
  const first = people.length === 1 ? people.map(({ employeeId }) => employeeId) : [];
  return { at: wallAt(day, from), minutes: Math.max(STEP, to - from), performerIds: first };
}
