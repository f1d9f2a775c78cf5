"use client";
import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { messagesContract } from "#shared/messages/contract.ts";
import type { ConversationView } from "#shared/messages/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany } from "../../lib/company.tsx";
import { onSubmit } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { PeopleField } from "./people-field.tsx";
import { usePeople } from "./people.ts";

/** Renames a group, adds people, takes them out where one made it, or leaves it. */
export function GroupDialog({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const { id: company } = useCompany();
  const { colleagues, ownId = "", employee } = usePeople();
  const { id, ver, memberIds = [], startedBy } = conversation;
  const others = memberIds.filter((one) => one !== ownId);
  const [title, setTitle] = useState(conversation.title ?? "");
  const [chosen, setChosen] = useState<readonly string[]>(others);
  const save = useSubmit(messagesContract.change, { onDone: onClose });
  const leave = useSubmit(messagesContract.change, {
    refreshes: ["conversations", "messages"],
    onDone: () => router.push(`/${company}/messages`),
  });
  const left = others.flatMap((one) => (employee(one)?.state === "closed" ? [employee(one)!] : []));
  const submit = () =>
    save.submit({
      id,
      ver,
      title,
      add: chosen.filter((one) => !others.includes(one)),
      remove: others.filter((one) => !chosen.includes(one)),
    });
  return (
    <Dialog title={t("messages.group.manage")} onClose={onClose}>
      <form onSubmit={onSubmit(submit)} noValidate>
        <TextInput
          label={t("messages.group.title")}
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={save.issues["title"]}
        />
        <PeopleField
          people={[...colleagues, ...left]}
          chosen={chosen}
          fixed={(one) => others.includes(one) && startedBy !== ownId}
          onChange={setChosen}
        />
        <ErrorBox error={save.error ?? leave.error} />
        <Actions>
          <Button
            variant="subtle"
            color="red"
            loading={leave.pending}
            onClick={() => void leave.submit({ id, ver, remove: [ownId] })}
          >
            {t("messages.group.leave")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t("common.save")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
