"use client";
import { Alert, Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import styles from "./conflict.module.css";

/** A field that two people changed at once: what each made of it, in words. */
export interface Clash {
  field: string;
  label: string;
  mine: string;
  theirs: string;
}

/** Shows what somebody else changed meanwhile, and lets the person choose field by field before saving again. */
export function ConflictBox(props: {
  clashes: readonly Clash[];
  pending: boolean;
  /** Called with the fields in which the other's value shall stand. */
  onResolve: (theirs: ReadonlySet<string>) => void;
}) {
  const t = useTranslations("conflict");
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (field: string, other: boolean) => {
    const next = new Set(theirs);
    if (other) next.add(field);
    else next.delete(field);
    setTheirs(next);
  };
  return (
    <Alert color="red" variant="light" title={t("title")} role="alert" className={styles.box}>
      <p className={styles.text}>{t("text")}</p>
      {props.clashes.map(({ field, label, mine, theirs: other }) => (
        <fieldset key={field} className={styles.field}>
          <legend>{label}</legend>
          {[false, true].map((isOther) => (
            <label key={String(isOther)} className={styles.option}>
              <input
                type="radio"
                name={`conflict-${field}`}
                checked={theirs.has(field) === isOther}
                onChange={() => choose(field, isOther)}
              />
              <span className={styles.whose}>{isOther ? t("theirs") : t("mine")}</span>
              <span className={styles.value}>{(isOther ? other : mine) || t("empty")}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <Button mt="xs" loading={props.pending} onClick={() => props.onResolve(theirs)}>
        {t("save")}
      </Button>
    </Alert>
  );
}
