"use client";
import { clientsContract } from "#shared/clients/contract.ts";
import { ChoiceChip } from "../../components/filter-bar.tsx";
import { useAnswer } from "../../lib/answers.ts";

/** The client the deals are narrowed to, by his name. */
export function ClientChip(props: { label: string; id: string; onChange: (chosen: string[]) => void }) {
  const { label, id, onChange } = props;
  const card = useAnswer(clientsContract.card, { id });
  return (
    <ChoiceChip
      label={label}
      options={[{ id, name: card.data?.client.name ?? "…" }]}
      chosen={[id]}
      onChange={onChange}
    />
  );
}
