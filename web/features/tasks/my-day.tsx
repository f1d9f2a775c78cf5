"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconMail, IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRef, type ReactNode } from "react";
import { dayContract } from "#shared/day/contract.ts";
import type { DayTask, WorkDay } from "#shared/day/schema.ts";
import { setterOf } from "#shared/tasks/schema.ts";
import { notify } from "../../components/notices.tsx";
import { Page } from "../../components/page.tsx";
import { Answer, Empty, ErrorBox } from "../../components/states.tsx";
import { useAddress } from "../../lib/address.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany, useRights } from "../../lib/company.tsx";
import { useEmployees } from "../../lib/names.ts";
import { openNewTask } from "../../lib/new-task.ts";
import { useSubmit } from "../../lib/submit.ts";
import { dayAfter, useWhen } from "../../lib/wall.ts";
import { Ahead } from "./ahead.tsx";
import { TaskRow } from "./task-row.tsx";
import styles from "./tasks.module.css";
import { useRowKeys } from "./use-row-keys.ts";

/**
 * The day of an employee: what is late, what is planned, what others planned, what came in. Keys: j and k walk the rows,
 * d is 'done', x cancels, [ and ] go a day back and on, T plans.
 */
export function MyDay(props: {
  /** What came in for the person and waits for him. */
  cameIn?: ReactNode;
}) {
  const t = useTranslations("day");
  const [address, setAddress] = useAddress();
  const { id: company, membership } = useCompany();
  const { may } = useRights();
  const employees = useEmployees();
  const asked = address.get("day") ?? undefined;
  const who = address.get("who") ?? undefined;
  const answer = useAnswer(
    dayContract.get,
    { ...(asked ? { day: asked } : {}), ...(who ? { employeeId: who } : {}) },
    { keep: true },
  );
  const own = !who || who === membership?.employeeId;
  const goTo = (day: string) => setAddress({ day: day === answer.data?.today ? undefined : day });
  const step = (days: number) => () => {
    if (answer.data) goTo(dayAfter(answer.data.day, days));
  };
  const box = useRef<HTMLDivElement>(null);
  useRowKeys(box, { BracketLeft: step(-1), BracketRight: step(1) });
  const plan = () =>
    openNewTask({
      ...(answer.data ? { day: answer.data.day < answer.data.today ? answer.data.today : answer.data.day } : {}),
      ...(who ? { performerIds: [who] } : {}),
    });
  return (
    <Page
      title={own ? t("title") : t("titleOf", { name: employees.name(who) })}
      note={<span className={styles.keys}>{t("help")}</span>}
      actions={
        <>
          <Button component={Link} variant="default" href={`/${company}/tasks`}>
            {t("setByMe")}
          </Button>
          {own ? <Send day={asked} /> : null}
          {may("history", "create") ? (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={plan}>
              {t("plan")}
            </Button>
          ) : null}
        </>
      }
    >
      <Answer of={answer}>
        {(day) => (
          <div ref={box} className={styles.days}>
            <Switcher day={day} goTo={goTo} step={step} who={who} setWho={(id) => setAddress({ who: id })} />
            <Sections day={day} />
            {own ? props.cameIn : null}
            {own && day.day === day.today ? <Ahead from={dayAfter(day.today, 1)} /> : null}
          </div>
        )}
      </Answer>
    </Page>
  );
}

/** Goes from day to day, and to the days of those one leads. */
function Switcher(props: {
  day: WorkDay;
  goTo: (day: string) => void;
  step: (days: number) => () => void;
  who: string | undefined;
  setWho: (id: string | undefined) => void;
}) {
  const { day, goTo, step } = props;
  const t = useTranslations("day");
  const when = useWhen();
  const employees = useEmployees();
  const { membership } = useCompany();
  const near = [-1, 0, 1].map((away) => dayAfter(day.today, away));
  return (
    <div className={styles.switcher}>
      <nav aria-label={t("days")} className={styles.chips}>
        <Button variant="default" px={6} aria-label={t("before")} title={t("before")} onClick={step(-1)}>
          <IconChevronLeft size={16} aria-hidden />
        </Button>
        {near.map((one) => (
          <button
            key={one}
            type="button"
            className={styles.chip}
            aria-current={one === day.day ? "date" : undefined}
            onClick={() => goTo(one)}
          >
            {when.day(one)}
          </button>
        ))}
        <Button variant="default" px={6} aria-label={t("after")} title={t("after")} onClick={step(1)}>
          <IconChevronRight size={16} aria-hidden />
        </Button>
      </nav>
      <TextInput
        type="date"
        aria-label={t("date")}
        value={day.day}
        onChange={(event) => {
          if (event.currentTarget.value) goTo(event.currentTarget.value);
        }}
      />
      {day.people.length > 0 ? (
        <NativeSelect
          aria-label={t("person")}
          value={props.who ?? ""}
          data={[
            { value: "", label: t("mine") },
            ...day.people
              .filter((id) => id !== membership?.employeeId)
              .map((id) => ({ value: id, label: employees.name(id) })),
          ]}
          onChange={(event) => props.setWho(event.currentTarget.value || undefined)}
        />
      ) : null}
      <span className={styles.weekdayName}>{when.weekday(day.day)}</span>
    </div>
  );
}

function Sections({ day }: { day: WorkDay }) {
  const t = useTranslations("day");
  const { id: company } = useCompany();
  const { late, planned } = day;
  const own = planned.filter(({ byOther }) => !byOther);
  const byOthers = planned.filter(({ byOther }) => byOther);
  const all = [...late, ...planned];
  if (all.length === 0)
    return (
      <Empty
        title={day.day === day.today ? t("empty.today") : t("empty.day")}
        action={
          day.day === day.today ? (
            <Button component={Link} variant="default" href={`/${company}/clients?mine=1&step=none`}>
              {t("empty.action")}
            </Button>
          ) : null
        }
      >
        {t("empty.text")}
      </Empty>
    );
  return (
    <>
      <Section title={t("late")} count={late.length} more={day.lateMore} tone="late">
        {rowsOf(late, { all, company, dated: true })}
      </Section>
      <Section title={t("planned")} count={own.length}>
        {rowsOf(own, { all, company })}
      </Section>
      <Section title={t("byOthers")} count={byOthers.length}>
        {rowsOf(byOthers, { all, company })}
      </Section>
    </>
  );
}

function rowsOf(
  tasks: readonly DayTask[],
  { all, company, dated = false }: { all: readonly DayTask[]; company: string; dated?: boolean },
): ReactNode[] {
  return tasks.map((task) => (
    <TaskRow
      key={task.id}
      task={task}
      at={task.localAt}
      timeOnly={!dated}
      demonstration={task.demonstration}
      withSetter={task.byOther && setterOf(task) !== task.performerId}
      clientName={task.clientName}
      hasOthers={all.some(({ id, clientId }) => clientId !== undefined && clientId === task.clientId && id !== task.id)}
      client={
        <Link
          href={task.clientId ? `/${company}/clients/${task.clientId}` : `/${company}/tasks/${task.id}`}
          prefetch={false}
          data-step-link
        >
          {task.clientId ? task.clientName : <TaskLink />}
        </Link>
      }
    />
  ));
}

/** The words of the link of a task that has no client. */
function TaskLink() {
  return useTranslations("tasks")("open");
}

/** Rows of a day under a heading with their number; nothing where there are none. */
export function Section(props: { title: string; count: number; more?: boolean; tone?: "late"; children: ReactNode }) {
  const t = useTranslations("day");
  if (props.count === 0) return null;
  return (
    <section className={styles.day} aria-label={props.title}>
      <header className={styles.dayHead} data-late={props.tone === "late" || undefined}>
        <h2>{props.title}</h2>
        <span className={styles.count}>
          {props.more ? t("countMore", { count: props.count }) : t("count", { count: props.count })}
        </span>
      </header>
      <ul className={`${styles.steps} ${styles.card}`}>{props.children}</ul>
    </section>
  );
}

/** Sends the day that is shown to the person's own e-mail. */
function Send({ day }: { day: string | undefined }) {
  const t = useTranslations("day");
  const send = useSubmit(dayContract.letter, {
    refreshes: [],
    onDone: ({ to }) => notify({ message: t("sent", { to }), tone: "good" }),
  });
  return (
    <>
      <Button
        variant="default"
        loading={send.pending}
        leftSection={<IconMail size={16} aria-hidden />}
        onClick={() => void send.submit(day ? { day } : {})}
      >
        {t("send")}
      </Button>
      <ErrorBox error={send.error} />
    </>
  );
}
