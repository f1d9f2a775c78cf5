"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { calendarsContract } from "#shared/calendars/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { mayGive } from "#shared/employees/roles.ts";
import type { EmployeeView, Team } from "#shared/employees/schema.ts";
import { roles } from "#shared/policy-names.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { FormGrid } from "../../components/form-grid.tsx";
import { notify } from "../../components/notices.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { filled, onSubmit, useForm } from "../../lib/form.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { allZones } from "../../lib/places.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Adds an employee, or changes one. */
export function EmployeeDialog(props: {
  employee: EmployeeView | undefined;
  employees: readonly EmployeeView[];
  teams: readonly Team[];
  onClose: () => void;
}) {
  const t = useTranslations();
  const { employee, onClose } = props;
  const own = useCompany().membership?.role;
  const add = useSubmit(employeesContract.add, {
    onDone: ({ name, email }) => {
      notify({ message: email ? t("employees.invited", { email }) : t("employees.added", { name }) });
      onClose();
    },
  });
  const change = useSubmit(employeesContract.change, {
    refreshes: ["employees", "me"],
    onDone: () => {
      notify({ message: t("common.saved") });
      onClose();
    },
  });
  const active = employee ? change : add;
  const calendars = useAnswer(calendarsContract.list, {}, { enabled: employee !== undefined }).data?.calendars ?? [];
  const form = useForm(
    {
      name: employee?.name ?? "",
      email: "",
      role: employee?.role ?? "sales_manager",
      teamId: employee?.teamId ?? "",
      managerId: employee?.managerId ?? "",
      calendarId: employee?.calendarId ?? "",
      timeZone: employee?.timeZone ?? "",
    },
    active.issues,
  );
  const { name, email, role, teamId, managerId, calendarId, timeZone } = form.values;
  const submit = () =>
    employee
      ? change.submit({
          id: employee.id,
          name,
          role,
          teamId: teamId || null,
          managerId: managerId || null,
          calendarId: calendarId || null,
          timeZone: timeZone || null,
          ver: employee.ver,
        })
      : add.submit({
          name,
          email: filled(email),
          role,
          teamId: teamId || undefined,
          managerId: managerId || undefined,
        });
  // Nobody gives a role above his own.
  const offered = roles.filter((one) => one === employee?.role || (own !== undefined && mayGive(own, one)));
  const managers = props.employees.filter(({ id, state }) => id !== employee?.id && state !== "closed");
  return (
    <Dialog
      title={employee ? t("employees.changeTitle", { name: employee.name }) : t("employees.add")}
      onClose={onClose}
      size="lg"
    >
      <ErrorBox error={active.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <FormGrid>
          <TextInput label={t("employees.name")} maxLength={120} data-autofocus {...form.text("name")} />
          {employee ? null : (
            <TextInput
              type="email"
              label={t("employees.email")}
              description={t("employees.emailNote")}
              maxLength={254}
              {...form.text("email")}
            />
          )}
          <NativeSelect
            label={t("employees.role")}
            data={offered.map((value) => ({ value, label: t(`roles.${value}`) }))}
            {...form.text("role")}
          />
          <NativeSelect
            label={t("employees.team")}
            data={choicesOf(props.teams, t("common.none"))}
            {...form.text("teamId")}
          />
          <NativeSelect
            label={t("employees.manager")}
            data={choicesOf(managers, t("common.none"))}
            {...form.text("managerId")}
          />
          {employee ? (
            <>
              <NativeSelect
                label={t("employees.calendar")}
                data={choicesOf(calendars, t("employees.companyCalendar"))}
                {...form.text("calendarId")}
              />
              <NativeSelect
                label={t("employees.timeZone")}
                data={[
                  { value: "", label: t("employees.companyZone") },
                  ...allZones(timeZone).map((zone) => ({ value: zone, label: zone })),
                ]}
                {...form.text("timeZone")}
              />
            </>
          ) : null}
        </FormGrid>
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={active.pending}>
            {employee ? t("common.save") : filled(email) ? t("employees.addAndInvite") : t("common.add")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}

function choicesOf(records: readonly { id: string; name: string }[], none: string): { value: string; label: string }[] {
  return [{ value: "", label: none }, ...records.map(({ id, name }) => ({ value: id, label: name }))];
}

/** Sends an invitation: again, or the first one to somebody known by name alone. */
export function InviteDialog({ employee, onClose }: { employee: EmployeeView; onClose: () => void }) {
  const t = useTranslations();
  const invite = useSubmit(employeesContract.invite, {
    onDone: ({ email }) => {
      notify({ message: t("employees.invited", { email: email ?? "" }) });
      onClose();
    },
  });
  const form = useForm({ email: employee.email ?? "" }, invite.issues);
  return (
    <Dialog title={t("employees.inviteTitle", { name: employee.name })} onClose={onClose} size="sm">
      <ErrorBox error={invite.error} />
      <form onSubmit={onSubmit(() => invite.submit({ id: employee.id, email: filled(form.values.email) }))} noValidate>
        <TextInput type="email" label={t("employees.email")} maxLength={254} data-autofocus {...form.text("email")} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={invite.pending}>
            {t("employees.sendInvitation")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
