"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { calendarsContract } from "#shared/calendars/contract.ts";
import { usualWeek } from "#shared/calendars/schema.ts";
import { Page } from "../../components/page.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useRights } from "../../lib/company.tsx";
import { useSubmit } from "../../lib/submit.ts";
import { CalendarEditor } from "./calendar-editor.tsx";

/** Working hours and holidays, which every deadline counts by. */
export function Calendars() {
  const t = useTranslations("calendars");
  const { may } = useRights();
  const answer = useAnswer(calendarsContract.list, {});
  const add = useSubmit(calendarsContract.add);
  return (
    <Page
      title={t("title")}
      actions={
        may("settings", "create") ? (
          <Button
            loading={add.pending}
            onClick={() => void add.submit({ name: t("newName"), week: [...usualWeek], exceptions: [] })}
          >
            {t("add")}
          </Button>
        ) : null
      }
    >
      <ErrorBox error={add.error} />
      <Answer of={answer}>
        {({ calendars }) => calendars.map((calendar) => <CalendarEditor key={calendar.id} calendar={calendar} />)}
      </Answer>
    </Page>
  );
}
