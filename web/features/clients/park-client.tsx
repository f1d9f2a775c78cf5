"use client";
import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { clientsContract } from "#shared/clients/contract.ts";
import type { Client, ClientView } from "#shared/clients/schema.ts";
import { Actions, Dialog } from "../../components/dialog.tsx";
import { ErrorBox } from "../../components/states.tsx";
import { onSubmit, useForm } from "../../lib/form.ts";
import { useSubmit } from "../../lib/submit.ts";
import { dayAfter, useWhen } from "../../lib/wall.ts";

/** Parks a client until a day, with a reason: till then nobody is asked for a next step (rule 3). */
export function ParkClient({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const t = useTranslations();
  const when = useWhen();
  const change = useSubmit(clientsContract.change, {
    onDone: onClose,
    // Whatever else was changed meanwhile, the card is to be parked.
    onStale: (current, input) => ({ ...input, ver: (current as Client).ver }),
  });
  const form = useForm({ until: client.parkedUntil ?? "", reason: client.parkedReason ?? "" }, change.issues);
  const { until, reason } = form.values;
  const submit = () => change.submit({ id: client.id, ver: client.ver, parkedUntil: until, parkedReason: reason });
  return (
    <Dialog title={t("card.parkTitle", { name: client.name })} onClose={onClose} size="sm">
      <form onSubmit={onSubmit(submit)} noValidate style={{ display: "grid", gap: "0.75rem" }}>
        <p style={{ margin: 0 }}>{t("card.parkText")}</p>
        <ErrorBox error={change.error} />
        <TextInput
          type="date"
          label={t("card.parkUntil")}
          min={dayAfter(when.today(), 1)}
          data-autofocus
          {...form.text("until", "parkedUntil")}
        />
        <TextInput
          label={t("card.parkReason")}
          placeholder={t("card.parkExample")}
          maxLength={300}
          {...form.text("reason", "parkedReason")}
        />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={change.pending}>
            {t("card.park")}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
