"use client";
import { ClientCard } from "../../../../features/clients/client-card.tsx";
import { ClientDeals } from "../../../../features/deals/client-deals.tsx";
import { Composer } from "../../../../features/history/composer.tsx";
import { History } from "../../../../features/history/history.tsx";
import { LetterButton } from "../../../../features/letters/letter-button.tsx";
import { LetterState } from "../../../../features/letters/letter-state.tsx";
import { Discussion } from "../../../../features/messages/discussion.tsx";
import { ClientSteps } from "../../../../features/steps/client-steps.tsx";
import { useRights } from "../../../../lib/company.tsx";

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
          <Discussion clientId={id} />
        </>
      )}
    />
  );
}
