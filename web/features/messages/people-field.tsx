"use client";
import { Checkbox, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { matching, type Colleague } from "./mentions.ts";
import styles from "./messages.module.css";

/** More people than these are found by typing. */
const FEW = 8;

/** Ticks people; of many those are shown whose names begin so, and those ticked. */
export function PeopleField(props: {
  people: readonly Colleague[];
  chosen: readonly string[];
  /** Those whose tick stays. */
  fixed?: (id: string) => boolean;
  onChange: (chosen: readonly string[]) => void;
}) {
  const { people, chosen, onChange } = props;
  const t = useTranslations("messages.group");
  const [find, setFind] = useState("");
  const found = new Set(matching(people, find).map(({ id }) => id));
  const shown = people.filter(({ id }) => found.has(id) || chosen.includes(id));
  return (
    <fieldset className={styles.people}>
      <legend>{t("people")}</legend>
      {people.length > FEW ? (
        <TextInput
          aria-label={t("find")}
          placeholder={t("find")}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      ) : null}
      {shown.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          disabled={props.fixed?.(id) ?? false}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
          }
        />
      ))}
    </fieldset>
  );
}
