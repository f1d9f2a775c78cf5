"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { calendarsContract } from "#shared/calendars/contract.ts";
import { resourcesContract } from "#shared/resources/contract.ts";
import { resourceKinds, type Resource } from "#shared/resources/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useEmployees } from "../../lib/names.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Adds a resource, or changes one. */
export function ResourceDialog({ resource, onClose }: { resource: Resource | undefined; onClose: () => void }) {
  const t = useTranslations();
  const employees = useEmployees();
  const calendars = useAnswer(calendarsContract.list, {}).data?.calendars ?? [];
  const options = { onDone: onClose, refreshes: ["resources", "schedule"] };
  const add = useSubmit(resourcesContract.add, options);
  const change = useSubmit(resourcesContract.change, options);
  const active = resource ? change : add;
  const form = useForm(
    {
      name: resource?.name ?? "",
      kind: resource?.kind ?? "consultant",
      employeeId: resource?.employeeId ?? "",
      calendarId: resource?.calendarId ?? "",
      note: resource?.note ?? "",
    },
    active.issues,
  );
  const submit = async () => {
    const { name, employeeId, calendarId, note } = form.values;
    const kind = resourceKinds.find((one) => one === form.values.kind) ?? "other";
    const own = kind === "consultant" ? employeeId : "";
    if (resource)
      await change.submit({
        id: resource.id,
        ver: resource.ver,
        name,
        kind,
        employeeId: own || null,
        calendarId: calendarId || null,
        note: filled(note) ?? null,
      });
    else
      await add.submit({
        name,
        kind,
        ...(own ? { employeeId: own } : {}),
        ...(calendarId ? { calendarId } : {}),
        ...(filled(note) ? { note } : {}),
      });
  };
  return (
    <Dialog
      title={resource ? t("resources.changeTitle", { name: resource.name }) : t("resources.add")}
      onClose={onClose}
    >
      <ErrorBox error={active.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          <TextInput label={t("resources.name")} maxLength={120} data-autofocus {...form.text("name")} />
          <NativeSelect
            label={t("resources.kind")}
            data={resourceKinds.map((value) => ({ value, label: t(`resources.kinds.${value}`) }))}
            {...form.text("kind")}
          />
          {form.values.kind === "consultant" ? (
            <NativeSelect
              label={t("resources.employee")}
              description={t("resources.employeeNote")}
              data={[{ value: "", label: t("common.none") }, ...employees.choices(form.values.employeeId)]}
              {...form.text("employeeId")}
            />
          ) : null}
          <NativeSelect
            label={t("resources.calendar")}
            description={t("resources.calendarNote")}
            data={[
              { value: "", label: t("resources.always") },
              ...calendars.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...form.text("calendarId")}
          />
          <TextInput label={t("resources.remark")} maxLength={1000} {...form.text("note")} />
        </FormGrid>
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={active.pending}>
            {resource ? t("common.save") : t("common.add")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
