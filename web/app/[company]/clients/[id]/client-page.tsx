"use client";
import dynamic from "next/dynamic";
import { ClientCard } from "../../../../features/clients/client-card.tsx";
import { ClientDeals } from "../../../../features/deals/client-deals.tsx";
import { Composer } from "../../../../features/history/composer.tsx";
import { History } from "../../../../features/history/history.tsx";
import { LetterButton } from "../../../../features/letters/letter-button.tsx";
import { LetterState } from "../../../../features/letters/letter-state.tsx";
import { Discussion } from "../../../../features/messages/discussion.tsx";
import { ClientSteps } from "../../../../features/tasks/client-steps.tsx";
import { useRights } from "../../../../lib/company.tsx";

// Below what a card is opened for: it comes after it.
const ClientDates = dynamic(
  () => import("../../../../features/dates/client-dates.tsx").then((module) => module.ClientDates),
  { ssr: false },
);

/** The card of a client, put together of what the features show of him. */
export function ClientPage({ id }: { id: string }) {
  const { may } = useRights();
  return (
    <ClientCard
      id={id}
      actions={(card) => <LetterButton card={card} />}
      history={(card) => (
        <>
          {may("history", "create") ? <Composer card={card} /> : null}
          <History
            card={card}
            letter={({ letterId }) => (letterId ? <LetterState clientId={id} letterId={letterId} /> : null)}
          />
        </>
      )}
      work={(card, park) => (
        <>
          <ClientSteps card={card} park={park} />
          {may("deals", "read") ? <ClientDeals card={card} /> : null}
          <ClientDates clientId={id} mayWrite={card.client.can.includes("write")} />
          <Discussion clientId={id} />
        </>
      )}
    />
  );
}
