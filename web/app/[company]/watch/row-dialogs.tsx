"use client";
import { useTranslations } from "next-intl";
import { clientsContract } from "#shared/clients/contract.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { Answer } from "../../../components/states.tsx";
import { ParkClient } from "../../../features/clients/park-client.tsx";
import { Composer } from "../../../features/history/composer.tsx";
import { useAnswer } from "../../../lib/answers.ts";

interface Row {
  clientId: string;
  onClose: () => void;
}

/** Parks the client of a row, whose card is read for it. */
export function ParkRow({ clientId, onClose }: Row) {
  const t = useTranslations("watch");
  const card = useAnswer(clientsContract.card, { id: clientId });
  if (card.data) return <ParkClient client={card.data.client} onClose={onClose} />;
  return (
    <Dialog title={t("park")} onClose={onClose} size="sm">
      <Answer of={card}>{() => null}</Answer>
    </Dialog>
  );
}

/** Writes down what took place with the client of a row; what was written stands on his card. */
export function WriteRow({ clientId, onClose }: Row) {
  const t = useTranslations("watch");
  const card = useAnswer(clientsContract.card, { id: clientId });
  return (
    <Dialog title={card.data?.client.name ?? t("write")} onClose={onClose} size="lg">
      <Answer of={card}>{(data) => <Composer card={data} />}</Answer>
    </Dialog>
  );
}
