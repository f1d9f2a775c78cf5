"use client";
import { useTranslations } from "next-intl";
import type { PersonSchedule, ScheduleTask } from "#shared/schedule/schema.ts";
import { Empty } from "../../components/states.tsx";
import { useWhen } from "../../lib/wall.ts";
import { hueOf, ItemButton } from "./item-button.tsx";
import { daysOf, partOf, type Item } from "./items.ts";
import styles from "./schedule.module.css";
import { DayNotes } from "./time-grid.tsx";

/** What is planned as a list by day; days with nothing are left out. */
export function Agenda(props: {
  span: { from: string; to: string };
  people: readonly PersonSchedule[];
  items: readonly Item[];
  order: readonly string[];
  nameOf: (personId: string) => string;
  now: string;
  onOpen: (task: ScheduleTask) => void;
}) {
  const { people, items, order, nameOf, now } = props;
  const t = useTranslations("schedule");
  const when = useWhen();
  const several = people.length > 1;
  const days = daysOf(props.span)
    .map((day) => ({ day, own: items.filter((item) => partOf(day, item)) }))
    .filter(({ day, own }) => own.length > 0 || people.some((one) => isSpecial(one, day)));
  if (days.length === 0) return <Empty title={t("nothing")}>{t("nothingText")}</Empty>;
  return (
    <div className={styles.agenda}>
      {days.map(({ day, own }) => (
        <section key={day} aria-labelledby={`day-${day}`} data-today={now.startsWith(day) || undefined}>
          <h3 id={`day-${day}`}>{when.weekday(day)}</h3>
          <DayNotes column={{ day, people }} nameOf={several ? nameOf : undefined} />
          <ul className={styles.agendaItems}>
            {own.map((item) => (
              <li key={item.key}>
                <ItemButton
                  item={item}
                  hue={hueOf(order.indexOf(item.personId))}
                  person={several ? nameOf(item.personId) : undefined}
                  className={styles.agendaItem}
                  onClick={() => item.task && props.onOpen(item.task)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function isSpecial({ days, absences }: PersonSchedule, day: string): boolean {
  return days.some((one) => one.day === day) || absences.some(({ from, until }) => from <= day && day <= until);
}
