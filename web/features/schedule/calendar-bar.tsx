"use client";
import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { ChoiceChip, FlagChip, Segments } from "../../components/filter-bar.tsx";
import { useWhen } from "../../lib/wall.ts";
import { dayBeside, views } from "./items.ts";
import styles from "./schedule.module.css";
import type { useCalendar } from "./use-calendar.ts";

/** The line above a calendar: where in time, how to look at it, and whose it is. */
export function CalendarBar({ calendar, title }: { calendar: ReturnType<typeof useCalendar>; title: string }) {
  const t = useTranslations("schedule");
  const when = useWhen();
  const { view, day, people, team, me, employees, setView, setDay, setPeople } = calendar;
  const isTeam = team.length > 1 && team.length === people.length && team.every((id) => people.includes(id));
  const isMine = people.length === 1 && people[0] === me;
  return (
    <div className={styles.bar}>
      <div className={styles.walk}>
        <Button size="compact-sm" variant="default" onClick={() => setDay(when.today())} aria-keyshortcuts="t">
          {t("today")}
        </Button>
        <button
          type="button"
          className={styles.arrow}
          aria-label={t("earlier")}
          onClick={() => setDay(dayBeside(view, day, -1))}
        >
          <IconChevronLeft size={18} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.arrow}
          aria-label={t("later")}
          onClick={() => setDay(dayBeside(view, day, 1))}
        >
          <IconChevronRight size={18} aria-hidden />
        </button>
        <input
          type="date"
          className={styles.date}
          aria-label={t("date")}
          value={day}
          onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)}
        />
        <h2 className={styles.title} aria-live="polite">
          {title}
        </h2>
      </div>
      <div className={styles.choices}>
        <FlagChip label={t("mine")} on={isMine} onChange={() => setPeople(me ? [me] : [])} />
        {team.length > 1 ? <FlagChip label={t("team")} on={isTeam} onChange={() => setPeople(team)} /> : null}
        <ChoiceChip
          label={t("people")}
          options={employees.offered}
          chosen={isMine ? [] : people}
          onChange={(chosen) => setPeople(chosen.length > 0 ? chosen : me ? [me] : [])}
        />
        <Segments
          label={t("view")}
          value={view}
          options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={setView}
        />
      </div>
    </div>
  );
}
