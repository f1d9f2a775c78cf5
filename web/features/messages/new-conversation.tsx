"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { messagesContract } from "#shared/messages/contract.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { Segments } from "../../components/filter-bar.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { PeopleField } from "./people-field.tsx";
import { usePeople } from "./people.ts";

const kinds = ["person", "team", "group"] as const;

/** Starts a conversation with a colleague, of a team or of some people; the one that is there is opened. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const { id: company } = useCompany();
  const { colleagues, ownTeams } = usePeople();
  const [kind, setKind] = useState<(typeof kinds)[number]>("person");
  const [employeeId, setEmployeeId] = useState("");
  const [teamId, setTeamId] = useState("");
  const [title, setTitle] = useState("");
  const [memberIds, setMemberIds] = useState<readonly string[]>([]);
  const start = useSubmit(messagesContract.start, {
    refreshes: ["conversations"],
    onDone: ({ id }) => {
      onClose();
      router.push(`/${company}/messages/${id}`);
    },
  });
  const choices = (all: readonly { id: string; name: string }[]) => [
    { value: "", label: t("common.none") },
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const ready = { person: employeeId, team: teamId, group: title.trim() && memberIds.length > 0 }[kind];
  const submit = () =>
    start.submit(
      kind === "person" ? { employeeId } : kind === "team" ? { teamId } : { title, memberIds: [...memberIds] },
    );
  return (
    <Dialog title={t("messages.new.title")} onClose={onClose}>
      <form onSubmit={onSubmit(submit)} noValidate>
        <Segments
          label={t("messages.new.with")}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`messages.new.${value}`) }))}
          onChange={setKind}
        />
        {kind === "person" ? (
          <NativeSelect
            mt="sm"
            label={t("messages.new.person")}
            data={choices(colleagues)}
            value={employeeId}
            onChange={(event) => setEmployeeId(event.currentTarget.value)}
            error={start.issues["employeeId"]}
          />
        ) : null}
        {kind === "team" ? (
          <NativeSelect
            mt="sm"
            label={t("messages.new.team")}
            description={t("messages.new.teamNote")}
            data={choices(ownTeams)}
            value={teamId}
            onChange={(event) => setTeamId(event.currentTarget.value)}
            error={start.issues["teamId"]}
          />
        ) : null}
        {kind === "group" ? (
          <>
            <TextInput
              mt="sm"
              label={t("messages.group.title")}
              maxLength={120}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
              error={start.issues["title"]}
            />
            <PeopleField people={colleagues} chosen={memberIds} onChange={setMemberIds} />
          </>
        ) : null}
        <ErrorBox error={Object.keys(start.issues).length > 0 ? undefined : start.error} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={start.pending} disabled={!ready}>
            {t("messages.new.action")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
