"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { messagesContract } from "#shared/messages/contract.ts";
import type { ConversationView } from "#shared/messages/schema.ts";
import { ErrorBox } from "../../components/states.tsx";
import { useCompany } from "../../lib/company.tsx";
import { useSubmit } from "../../lib/submit.ts";
import { usePeople } from "./people.ts";

/** Takes the discussion of a record out of one's list. */
export function LeaveDiscussion({ conversation: { id, ver } }: { conversation: ConversationView }) {
  const t = useTranslations("messages");
  const router = useRouter();
  const { id: company } = useCompany();
  const { ownId } = usePeople();
  const { submit, pending, error } = useSubmit(messagesContract.change, {
    refreshes: ["conversations", "messages"],
    onDone: () => router.push(`/${company}/messages`),
  });
  if (!ownId) return null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        ml="auto"
        loading={pending}
        onClick={() => void submit({ id, ver, remove: [ownId] })}
      >
        {t("leaveDiscussion")}
      </Button>
      <ErrorBox error={error} />
    </>
  );
}
