"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { employeesContract } from "#shared/employees/contract.ts";
import type { Team } from "#shared/employees/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Adds a team, or renames and moves one. */
export function TeamDialog({
  team,
  teams,
  onClose,
}: {
  team: Team | undefined;
  teams: readonly Team[];
  onClose: () => void;
}) {
  const t = useTranslations();
  const options = { refreshes: ["employees"], onDone: onClose };
  const add = useSubmit(employeesContract.addTeam, options);
  const change = useSubmit(employeesContract.changeTeam, options);
  const active = team ? change : add;
  const form = useForm({ name: team?.name ?? "", parentId: team?.parentId ?? "" }, active.issues);
  const { name, parentId } = form.values;
  const submit = () =>
    team
      ? change.submit({ id: team.id, name, parentId: parentId || null, ver: team.ver })
      : add.submit({ name, parentId: parentId || undefined });
  const parents = teams.filter(({ id }) => id !== team?.id).map(({ id, name: label }) => ({ value: id, label }));
  return (
    <Dialog title={team ? t("teams.changeTitle", { name: team.name }) : t("teams.add")} onClose={onClose} size="sm">
      <ErrorBox error={active.error} />
      <form onSubmit={onSubmit(submit)} noValidate>
        <TextInput label={t("teams.name")} maxLength={120} data-autofocus {...form.text("name")} />
        <NativeSelect
          mt="sm"
          label={t("teams.parent")}
          data={[{ value: "", label: t("common.none") }, ...parents]}
          {...form.text("parentId")}
        />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={active.pending}>
            {team ? t("common.save") : t("common.add")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
