"use client";
import { Alert, Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useState } from "react";
import { clientsContract } from "#shared/clients/contract.ts";
import { DuplicateOf } from "#shared/clients/schema.ts";
import { ApiError } from "#shared/http/client.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useFormats } from "../../lib/formats.ts";
import styles from "./client-form.module.css";

/** Values worth a question: shorter ones are still being typed. */
const whole = { taxNumber: /\d{4}/, phone: /(?:\d\D*){7}/, email: /^\S+@\S+\.\S+$/ };
const SETTLES_MS = 400;

/** Tells, as a value is being typed, that another card has it: who leads that client, and since when. */
export function DuplicateHint(props: {
  field: keyof typeof whole;
  value: string;
  /** The card being changed: its own values are no news. */
  own?: string | undefined;
}) {
  const settled = useSettled(props.value.trim());
  const found = useAnswer(
    clientsContract.check,
    { [props.field]: settled },
    { enabled: whole[props.field].test(settled) && settled.length <= 254 },
  );
  const duplicate = settled === props.value.trim() ? found.data?.duplicates[0] : undefined;
  return (
    <div role="status">
      {duplicate && (duplicate.clientId === undefined || duplicate.clientId !== props.own) ? (
        <p className={styles.hint}>
          <Told duplicate={duplicate} />
        </p>
      ) : null}
    </div>
  );
}

/** The card that refused a save because it has a value already; nothing where the error was another one. */
export function DuplicateRefusal({ error }: { error: unknown }) {
  const t = useTranslations("clients.duplicate");
  const duplicate = duplicateIn(error);
  if (!duplicate) return null;
  return (
    <Alert color="red" variant="light" role="alert" title={t(`title.${duplicate.field}`)} className={styles.refusal}>
      <p className={styles.refusalText}>
        <Told duplicate={duplicate} />
      </p>
    </Alert>
  );
}

/** What another card has, where a save was refused because of it. */
export function duplicateIn(error: unknown): DuplicateOf | undefined {
  if (!(error instanceof ApiError) || error.problem.reason !== "duplicate_client") return undefined;
  return DuplicateOf.safeParse(error.problem.current).data;
}

function Told({ duplicate: { curator, firstContactOn, clientId } }: { duplicate: DuplicateOf }) {
  const t = useTranslations("clients.duplicate");
  const { id: company } = useCompany();
  const { day } = useFormats();
  return (
    <>
      {t("told", { curator, since: day(firstContactOn) })}{" "}
      {clientId ? (
        <Anchor component={Link} href={`/${company}/clients/${clientId}`} target="_blank" inherit underline="always">
          {t("open")}
        </Anchor>
      ) : null}
    </>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
