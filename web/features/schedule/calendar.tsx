"use client";
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useLocale, useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import type { PersonSchedule, ScheduleTask } from "#shared/schedule/schema.ts";
import { Page } from "../../components/page.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { useKeys } from "../../lib/keys.ts";
import { openNewTask } from "../../lib/new-task.ts";
import { useWhen } from "../../lib/wall.ts";
import { Agenda } from "./agenda.tsx";
import { CalendarBar } from "./calendar-bar.tsx";
import { Counts } from "./counts.tsx";
import { hueOf } from "./item-button.tsx";
import { dayBeside, daysOf, itemsOf, spanOf, type View } from "./items.ts";
import { MonthGrid } from "./month-grid.tsx";
import styles from "./schedule.module.css";
import { TimeGrid, type Column, type Slot } from "./time-grid.tsx";
import { useCalendar } from "./use-calendar.ts";
import { useMoves } from "./use-moves.ts";
import { useNow } from "./use-now.ts";

const TaskDetails = dynamic(() => import("./task-details.tsx").then((module) => module.TaskDetails), { ssr: false });

/** What people do and when: their days, weeks and months, a list, and counts. */
export function Calendar() {
  const t = useTranslations("schedule");
  const phone = useMediaQuery("(max-width: 47.99em)", false);
  const calendar = useCalendar(phone);
  const { view, day, people, setDay, setView } = calendar;
  const { may } = useRights();
  const now = useNow();
  const when = useWhen();
  const title = useTitle(view, day);
  const span = spanOf(view, day);
  const answer = useAnswer(
    scheduleQueries.get,
    { ...span, employees: [...people] },
    { enabled: people.length > 0 && view !== "counts", keep: true },
  );
  const { moves, move } = useMoves();
  const [opened, setOpened] = useState<ScheduleTask>();
  const mayPlan = may("history", "create");
  const plan = ({ at, minutes, performerIds }: Slot) =>
    openNewTask({
      day: at.slice(0, 10),
      time: at.slice(11),
      minutes,
      ...(performerIds.length > 0 ? { performerIds } : {}),
    });
  const planSoon = () => {
    const hour = now.startsWith(day) ? Math.min(23, Number(now.slice(11, 13)) + 1) : 10;
    plan({
      at: `${day}T${String(hour).padStart(2, "0")}:00`,
      minutes: 60,
      performerIds: people.length === 1 ? people : [],
    });
  };
  useKeys({
    Home: () => setDay(when.today()),
    KeyD: () => setView("day"),
    KeyW: () => setView("week"),
    KeyM: () => setView("month"),
    KeyA: () => setView("agenda"),
    KeyC: () => setView("counts"),
    KeyN: mayPlan ? planSoon : undefined,
    ArrowLeft: () => setDay(dayBeside(view, day, -1)),
    ArrowRight: () => setDay(dayBeside(view, day, 1)),
  });
  const nameOf = calendar.employees.name;
  const shared = {
    label: t("title"),
    order: people,
    nameOf,
    now,
    onOpen: setOpened,
    onMove: move,
    onPlan: mayPlan ? plan : undefined,
  };
  return (
    <Page
      title={t("title")}
      fill={view === "day" || view === "week"}
      actions={mayPlan ? <Button onClick={planSoon}>{t("plan")}</Button> : null}
    >
      <div className={styles.frame} data-fill={view === "day" || view === "week" || undefined}>
        <CalendarBar calendar={calendar} title={title} />
        {people.length > 1 && view !== "counts" ? (
          <ul className={styles.legend}>
            {people.map((id, place) => (
              <li key={id}>
                <span style={{ background: hueOf(place) }} aria-hidden />
                {nameOf(id)}
              </li>
            ))}
          </ul>
        ) : null}
        {view === "counts" ? (
          <Counts span={span} people={people} />
        ) : (
          <Answer of={answer}>
            {({ people: all }) => {
              const items = itemsOf(all, moves);
              if (view === "agenda") return <Agenda {...shared} span={span} people={all} items={items} />;
              if (view === "month")
                return (
                  <MonthGrid
                    {...shared}
                    span={span}
                    month={day.slice(0, 7)}
                    people={all}
                    items={items}
                    onDay={(of) => calendar.show("day", of)}
                  />
                );
              return (
                <TimeGrid
                  {...shared}
                  key={view}
                  columns={view === "day" ? byPerson(day, all, nameOf) : byDay(span, all, when.weekday)}
                  items={items}
                />
              );
            }}
          </Answer>
        )}
        <p className={styles.keys}>{t("keys")}</p>
      </div>
      {opened ? <TaskDetails task={opened} onMove={move} onClose={() => setOpened(undefined)} /> : null}
    </Page>
  );
}

function byPerson(day: string, people: readonly PersonSchedule[], nameOf: (id: string) => string): Column[] {
  return people.map((one) => ({
    key: one.employeeId,
    day,
    title: <strong>{nameOf(one.employeeId)}</strong>,
    label: nameOf(one.employeeId),
    people: [one],
  }));
}

function byDay(
  span: { from: string; to: string },
  people: readonly PersonSchedule[],
  weekday: (day: string) => string,
): Column[] {
  return daysOf(span).map((day) => ({ key: day, day, title: <DayTitle day={day} />, label: weekday(day), people }));
}

function DayTitle({ day }: { day: string }) {
  const locale = useLocale();
  const names = useMemo(() => new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }), [locale]);
  return (
    <span>
      {names.format(new Date(`${day}T00:00:00Z`))} <strong>{Number(day.slice(8))}</strong>
    </span>
  );
}

/** What the days in sight are called. */
function useTitle(view: View, day: string): string {
  const locale = useLocale();
  const formats = useMemo(
    () => ({
      month: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }),
      day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", weekday: "long", timeZone: "UTC" }),
      range: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }),
    }),
    [locale],
  );
  const at = (one: string) => new Date(`${one}T00:00:00Z`);
  if (view === "day") return formats.day.format(at(day));
  if (view === "month" || view === "counts") return formats.month.format(at(day));
  const { from, to } = spanOf(view, day);
  return formats.range.formatRange(at(from), at(to));
}
