"use client";
import { Button, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { datesContract } from "#shared/dates/contract.ts";
import { dateKinds, type DateView } from "#shared/dates/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { useWhen } from "../../lib/wall.ts";

/** Adds a date of a client or changes one. */
export function DateDialog(props: { clientId: string; date: DateView | undefined; onClose: () => void }) {
  const { clientId, date, onClose } = props;
  const t = useTranslations();
  const when = useWhen();
  const options = { refreshes: ["clients"], onDone: onClose };
  const add = useSubmit(datesContract.add, options);
  const change = useSubmit(datesContract.change, options);
  const { issues, error, pending } = date ? change : add;
  const form = useForm(
    {
      title: date?.title ?? "",
      kind: date?.kind ?? "anniversary",
      day: (date && wholeDay(date)) ?? when.today(),
      yearly: date?.yearly ?? true,
      leadDays: date?.leadDays === undefined ? "" : String(date.leadDays),
    },
    issues,
  );
  const { values } = form;
  const submit = () => {
    const lead = filled(values.leadDays);
    const fields = {
      title: values.title,
      kind: dateKinds.find((one) => one === values.kind) ?? "other",
      // One whose year is not known keeps its day alone until another day is chosen.
      day: date && values.day === wholeDay(date) ? date.day : values.day,
      yearly: values.yearly,
      ...(date?.contactId ? { contactId: date.contactId } : {}),
      ...(lead ? { leadDays: Number(lead) } : {}),
    };
    return date
      ? change.submit({ clientId, id: date.id, ver: date.ver, ...fields })
      : add.submit({ clientId, ...fields });
  };
  return (
    <Dialog title={t(date ? "dates.editTitle" : "dates.addTitle")} onClose={onClose} size="sm">
      <form onSubmit={onSubmit(submit)} noValidate style={{ display: "grid", gap: "0.75rem" }}>
        <ErrorBox error={error} />
        <TextInput label={t("dates.name")} maxLength={200} data-autofocus {...form.text("title")} />
        <NativeSelect
          label={t("dates.kind")}
          data={dateKinds.map((value) => ({ value, label: t(`dates.kinds.${value}`) }))}
          {...form.text("kind")}
        />
        <TextInput type="date" label={t("dates.day")} {...form.text("day")} />
        <Switch label={t("dates.yearly")} {...form.flag("yearly")} />
        <TextInput
          label={t("dates.leadDays")}
          description={t("dates.leadDaysNote")}
          inputMode="numeric"
          maxLength={2}
          {...form.text("leadDays")}
        />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={pending}>
            {t("common.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

/** A day a calendar can show: of one without a year its next day. */
function wholeDay({ day, nextOn }: DateView): string {
  return day.length === 10 ? day : (nextOn ?? "");
}
