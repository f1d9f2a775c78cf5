"use client";
import { Badge, Button, TextInput } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useLocale, useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { calendarsContract } from "#shared/calendars/contract.ts";
import type { WorkingCalendar } from "#shared/calendars/schema.ts";
import { useConfirm } from "../../components/confirm.tsx";
import { Menu } from "../../components/menu.tsx";
import { notify } from "../../components/notices.tsx";
import { Panel } from "../../components/page.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useRefresh } from "../../lib/answers.ts";
import { call } from "../../lib/api.ts";
import { useRights } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import type { Issues } from "../../lib/issues.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useUnsaved } from "../../lib/unsaved.ts";
import styles from "./calendars.module.css";
import { draftOf, inputOf, newException, withHolidays, type CalendarDraft } from "./draft.ts";
import { Exceptions } from "./exceptions.tsx";

const HolidaysDialog = dynamic(() => import("./holidays-dialog.tsx").then((module) => module.HolidaysDialog), {
  ssr: false,
});

/** One working calendar, edited in place and saved whole. */
export function CalendarEditor({ calendar }: { calendar: WorkingCalendar }) {
  const t = useTranslations();
  const locked = !useRights().may("settings", "write");
  const [edited, setEdited] = useState<CalendarDraft>();
  const [choosing, setChoosing] = useState(false);
  const draft = edited ?? draftOf(calendar);
  const save = useSubmit(calendarsContract.change, {
    onDone: () => {
      setEdited(undefined);
      notify({ message: t("common.saved") });
    },
  });
  const change = (part: Partial<CalendarDraft>) => setEdited({ ...draft, ...part });
  useUnsaved(edited !== undefined);
  const { id, ver, name, main } = calendar;
  const submit = () => save.submit({ ...inputOf(draft), id, ver });
  return (
    <Panel
      title={name}
      note={main ? t("calendars.mainNote") : null}
      actions={
        <>
          {main ? <Badge color="gray">{t("calendars.main")}</Badge> : null}
          {locked || main ? null : <CalendarMenu calendar={calendar} />}
        </>
      }
    >
      <ErrorBox error={save.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <TextInput
          label={t("calendars.name")}
          maxLength={80}
          className={styles.name}
          value={draft.name}
          disabled={locked}
          error={save.issues["name"]}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Week
          week={draft.week}
          locked={locked}
          issues={save.issues}
          onChange={(at, hours) => change({ week: draft.week.map((one, index) => (index === at ? hours : one)) })}
        />
        <Exceptions
          exceptions={draft.exceptions}
          locked={locked}
          issues={save.issues}
          onChange={(exceptions) => change({ exceptions })}
        />
        {locked ? null : (
          <div className={styles.buttons}>
            <Button
              variant="default"
              onClick={() => change({ exceptions: [...draft.exceptions, newException()] })}
              disabled={draft.exceptions.length >= 400}
            >
              {t("calendars.addDay")}
            </Button>
            <Button variant="default" onClick={() => setChoosing(true)}>
              {t("calendars.holidays.open")}
            </Button>
            {edited ? (
              <>
                <Button type="submit" loading={save.pending}>
                  {t("common.save")}
                </Button>
                <Button variant="default" onClick={() => setEdited(undefined)}>
                  {t("common.undo")}
                </Button>
              </>
            ) : null}
          </div>
        )}
      </form>
      {choosing ? (
        <HolidaysDialog
          country={draft.country}
          known={draft.exceptions.map(({ day }) => day)}
          onChosen={(country, found) => change({ country, exceptions: withHolidays(draft.exceptions, found) })}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </Panel>
  );
}

function CalendarMenu({ calendar: { id, ver, name } }: { calendar: WorkingCalendar }) {
  const t = useTranslations();
  const refresh = useRefresh();
  const { ask, dialog } = useConfirm();
  const makeMain = () =>
    ask({
      title: t("calendars.makeMain.title", { name }),
      text: t("calendars.makeMain.text"),
      action: t("calendars.makeMain.action"),
      run: async () => {
        await call(calendarsContract.change, { id, ver, main: true });
        await refresh("calendars");
      },
    });
  const remove = () =>
    ask({
      title: t("calendars.remove.title", { name }),
      text: t("calendars.remove.text"),
      action: t("calendars.remove.action"),
      tone: "bad",
      run: async () => {
        await call(calendarsContract.remove, { id });
        await refresh("calendars");
      },
    });
  return (
    <>
      <Menu
        label={t("common.actionsWith", { name })}
        align="end"
        items={[
          { label: t("calendars.makeMain.action"), onSelect: makeMain },
          { label: t("calendars.remove.action"), tone: "bad", onSelect: remove },
        ]}
      >
        <IconDots size={18} aria-hidden />
      </Menu>
      {dialog}
    </>
  );
}

function Week(props: {
  week: readonly string[];
  locked: boolean;
  issues: Issues;
  onChange: (index: number, hours: string) => void;
}) {
  const t = useTranslations("calendars");
  const weekday = new Intl.DateTimeFormat(useLocale(), { weekday: "long", timeZone: "UTC" });
  return (
    <fieldset className={styles.week}>
      <legend>{t("week")}</legend>
      <p className={styles.note}>{t("hoursNote")}</p>
      {props.week.map((hours, index) => (
        <TextInput
          key={index}
          // 1 January 2024 was a Monday.
          label={weekday.format(Date.UTC(2024, 0, 1 + index))}
          placeholder={t("dayOff")}
          maxLength={80}
          value={hours}
          disabled={props.locked}
          error={issueWithin(props.issues, `week.${index}`)}
          onChange={(event) => props.onChange(index, event.currentTarget.value)}
        />
      ))}
      {props.issues["week"] ? (
        <p role="alert" className={styles.bad}>
          {props.issues["week"]}
        </p>
      ) : null}
    </fieldset>
  );
}

/** The message of a field or of anything inside it. */
function issueWithin(issues: Issues, path: string): string | undefined {
  return Object.entries(issues).find(([at]) => at === path || at.startsWith(`${path}.`))?.[1];
}
