"use client";
import { Button, NativeSelect } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { calendarsContract } from "#shared/calendars/contract.ts";
import type { CalendarException } from "#shared/calendars/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { Answer } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useFormats } from "../../lib/formats.ts";
import styles from "./calendars.module.css";

/** Proposes the public holidays of a country and year; those the calendar has already are left as they are. */
export function HolidaysDialog({
  country: first,
  ...props
}: {
  /** The country chosen before. */
  country: string | undefined;
  known: readonly string[];
  onChosen: (country: string, found: readonly CalendarException[]) => void;
  onClose: () => void;
}) {
  const t = useTranslations("calendars.holidays");
  const locale = useLocale();
  const { today } = useFormats();
  const thisYear = Number(today().slice(0, 4));
  const [country, setCountry] = useState(first ?? (locale === "ru" ? "RU" : "GB"));
  const [year, setYear] = useState(thisYear);
  const countries = useAnswer(calendarsContract.countries, {});
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const choices = (countries.data?.countries ?? [country])
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <Dialog title={t("title")} onClose={props.onClose}>
      <FormGrid>
        <NativeSelect
          label={t("country")}
          data={choices}
          value={country}
          data-autofocus
          onChange={(event) => setCountry(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("year")}
          data={[thisYear, thisYear + 1, thisYear + 2].map(String)}
          value={String(year)}
          onChange={(event) => setYear(Number(event.currentTarget.value))}
        />
      </FormGrid>
      <Found key={`${country} ${year}`} {...props} country={country} year={year} />
    </Dialog>
  );
}

function Found(props: {
  country: string;
  year: number;
  known: readonly string[];
  onChosen: (country: string, found: readonly CalendarException[]) => void;
  onClose: () => void;
}) {
  const t = useTranslations();
  const { day: written } = useFormats();
  const { country, year, known, onChosen, onClose } = props;
  const answer = useAnswer(calendarsContract.holidays, { country, year });
  const added = answer.data?.holidays.filter(({ day }) => !known.includes(day)) ?? [];
  return (
    <>
      <Answer of={answer}>
        {({ holidays }) => (
          <ul className={styles.found}>
            {holidays.map(({ day, name }) => (
              <li key={day} data-known={known.includes(day) || undefined}>
                <span>{written(day)}</span> {name}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <p className={styles.note}>{t("calendars.holidays.note")}</p>
      <Actions>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          disabled={added.length === 0}
          onClick={() => {
            onChosen(country, added);
            onClose();
          }}
        >
          {t("calendars.holidays.add", { count: added.length })}
        </Button>
      </Actions>
    </>
  );
}
