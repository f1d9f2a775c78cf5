"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { dealsContract } from "#shared/deals/contract.ts";
import { Deal, type DealView } from "#shared/deals/schema.ts";
import { parseAmount } from "#shared/money.ts";
import { ConflictBox } from "../../components/conflict.tsx";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { amountText } from "../../lib/amount-text.ts";
import { useFormats } from "../../lib/formats.ts";
import { differenceOf, mergeOf } from "../../lib/merge.ts";
import { useEmployees } from "../../lib/names.ts";
import { isStale, useSubmit } from "../../lib/submit.ts";

/** What can be changed of a deal but its lines. */
interface Facts {
  title: string;
  managerId: string | undefined;
  amountMinor: number;
  plannedCloseOn: string | undefined;
  probability: number | undefined;
}

function factsOf({ title, managerId, amountMinor, plannedCloseOn, probability }: Deal): Facts {
  return { title, managerId, amountMinor, plannedCloseOn, probability };
}

/** A manager cannot be taken away, only replaced; the amount of a deal with lines is their sum. */
function changeOf(before: Facts, after: Facts, hasLines: boolean) {
  const { managerId, title, amountMinor, ...rest } = differenceOf(before, after);
  return {
    ...rest,
    ...(title ? { title } : {}),
    ...(managerId ? { managerId } : {}),
    ...(typeof amountMinor === "number" && !hasLines ? { amountMinor } : {}),
  };
}

/** Changes a deal. What others changed meanwhile is joined; what both changed is asked about field by field. */
export function EditDeal(props: { deal: DealView; onClose: () => void }) {
  const t = useTranslations();
  const locale = useLocale();
  const employees = useEmployees();
  // As it was when the form was opened.
  const [deal] = useState(props.deal);
  const { id, currency, lines } = deal;
  const base = factsOf(deal);
  const hasLines = lines.length > 0;
  const change = useSubmit(dealsContract.change, {
    refreshes: ["deals", "clients"],
    onDone: props.onClose,
    onStale: (current) => {
      const now = Deal.safeParse(current).data;
      if (now?.state !== "open") return undefined;
      const { merged, clashes } = mergeOf(base, mine, factsOf(now));
      return clashes.length > 0
        ? undefined
        : { id, ver: now.ver, ...changeOf(factsOf(now), merged, now.lines.length > 0) };
    },
  });
  const form = useForm(
    {
      title: deal.title,
      managerId: deal.managerId ?? "",
      amount: amountText(deal.amountMinor, currency, locale),
      plannedCloseOn: deal.plannedCloseOn ?? "",
      probability: String(deal.probability ?? ""),
    },
    change.issues,
  );
  const { values } = form;
  const mine: Facts = {
    title: values.title,
    managerId: values.managerId || undefined,
    // What is no amount is refused as one.
    amountMinor: filled(values.amount) ? (parseAmount(values.amount, currency) ?? NaN) : 0,
    plannedCloseOn: values.plannedCloseOn || undefined,
    probability: filled(values.probability) ? Number(values.probability) : undefined,
  };
  const current = isStale(change.error) ? Deal.safeParse(change.error.problem.current).data : undefined;
  const theirs = current ? factsOf(current) : mine;
  const { merged, clashes } = mergeOf(base, mine, theirs);
  const texts = useTexts(currency);
  const resolve = (chosen: ReadonlySet<string>) => {
    if (!current) return;
    const kept = Object.fromEntries(Object.entries(theirs).filter(([name]) => chosen.has(name))) as Partial<Facts>;
    void change.submit({ id, ver: current.ver, ...changeOf(theirs, { ...merged, ...kept }, current.lines.length > 0) });
  };
  const submit = () =>
    change.submit({
      id,
      ver: deal.ver,
      ...changeOf(base, mine, hasLines),
      // An emptied title and a wrong amount are told, not passed over.
      ...(filled(mine.title) ? {} : { title: mine.title }),
      ...(Number.isNaN(mine.amountMinor) && !hasLines ? { amountMinor: NaN } : {}),
    });
  return (
    <Dialog title={t("deals.editTitle")} onClose={props.onClose} size="lg">
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          <TextInput label={t("deals.name")} maxLength={200} data-autofocus {...form.text("title")} />
          <NativeSelect
            label={t("deals.manager")}
            data={employees.choices(deal.managerId)}
            {...form.text("managerId")}
          />
          <TextInput
            label={t("deals.plannedAmount", { currency })}
            description={hasLines ? t("deals.amountOfLines") : undefined}
            disabled={hasLines}
            inputMode="decimal"
            maxLength={24}
            {...form.text("amount", "amountMinor")}
          />
          <TextInput type="date" label={t("deals.plannedClose")} {...form.text("plannedCloseOn")} />
          <TextInput label={t("deals.probability")} inputMode="numeric" maxLength={3} {...form.text("probability")} />
        </FormGrid>
        {current && clashes.length > 0 ? (
          <ConflictBox
            clashes={clashes.map((field) => ({
              field,
              label: texts.label(field),
              mine: texts.value(field, mine),
              theirs: texts.value(field, theirs),
            }))}
            pending={change.pending}
            onResolve={resolve}
          />
        ) : (
          <ErrorBox error={Object.keys(change.issues).length > 0 ? undefined : change.error} />
        )}
        <Actions>
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          {current && clashes.length > 0 ? null : (
            <Button type="submit" loading={change.pending}>
              {t("common.save")}
            </Button>
          )}
        </Actions>
      </form>
    </Dialog>
  );
}

function useTexts(currency: string) {
  const t = useTranslations("deals");
  const { money, day } = useFormats();
  const employees = useEmployees();
  const labels = {
    title: t("name"),
    managerId: t("manager"),
    amountMinor: t("amount"),
    plannedCloseOn: t("plannedClose"),
    probability: t("probability"),
  };
  return {
    label: (field: keyof Facts) => labels[field],
    value(field: keyof Facts, facts: Facts): string {
      if (field === "amountMinor") return money(facts.amountMinor, currency);
      if (field === "managerId") return employees.name(facts.managerId);
      if (field === "plannedCloseOn") return facts.plannedCloseOn ? day(facts.plannedCloseOn) : "";
      return String(facts[field] ?? "");
    },
  };
}
