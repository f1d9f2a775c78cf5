"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { absencesContract } from "#shared/absences/contract.ts";
import { absenceKinds, type AbsenceView } from "#shared/absences/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany } from "../../lib/company.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Adds an absence of oneself or of whom one leads, or changes one. */
export function AbsenceDialog({ absence, onClose }: { absence: AbsenceView | undefined; onClose: () => void }) {
  const t = useTranslations();
  const own = useCompany().membership?.employeeId ?? "";
  const today = useFormats().today();
  const people = useEmployees();
  const options = { refreshes: ["absences"], onDone: onClose };
  const add = useSubmit(absencesContract.add, options);
  const change = useSubmit(absencesContract.change, options);
  const active = absence ? change : add;
  const form = useForm(
    {
      employeeId: absence?.employeeId ?? own,
      kind: absence?.kind ?? "vacation",
      from: absence?.from ?? today,
      until: absence?.until ?? today,
      deputyId: absence?.deputyId ?? "",
      note: absence?.note ?? "",
    },
    active.issues,
  );
  const { employeeId, kind, from, until, deputyId, note } = form.values;
  const submit = () =>
    absence
      ? change.submit({
          employeeId: absence.employeeId,
          id: absence.id,
          kind,
          from,
          until,
          deputyId: deputyId || null,
          note: filled(note) ?? null,
          ver: absence.ver,
        })
      : add.submit({ employeeId, kind, from, until, deputyId: deputyId || undefined, note: filled(note) });
  const led = people.offered.filter(({ id, can }) => id === own || can.includes("write"));
  return (
    <Dialog
      title={absence ? t("absences.changeTitle", { name: people.name(absence.employeeId) }) : t("absences.add")}
      onClose={onClose}
    >
      <ErrorBox error={active.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          {absence ? null : (
            <NativeSelect
              label={t("absences.employee")}
              data={led.map(({ id, name }) => ({ value: id, label: name }))}
              data-autofocus
              {...form.text("employeeId")}
            />
          )}
          <NativeSelect
            label={t("absences.kind")}
            data={absenceKinds.map((value) => ({ value, label: t(`absences.kinds.${value}`) }))}
            {...form.text("kind")}
          />
          <TextInput type="date" label={t("absences.from")} {...form.text("from")} />
          <TextInput type="date" label={t("absences.until")} min={from} {...form.text("until")} />
          <NativeSelect
            label={t("absences.deputy")}
            data={[
              { value: "", label: t("common.none") },
              ...people.choices(deputyId).filter(({ value }) => value !== employeeId),
            ]}
            {...form.text("deputyId")}
          />
          <TextInput
            label={t("absences.reason")}
            description={t("absences.reasonNote")}
            maxLength={300}
            {...form.text("note")}
          />
        </FormGrid>
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={active.pending}>
            {absence ? t("common.save") : t("common.add")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
