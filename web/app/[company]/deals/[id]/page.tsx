import { Allowed } from "../../../../components/allowed.tsx";
import { DealPage } from "../../../../features/deals/deal-page.tsx";
import { Discussion } from "../../../../features/messages/discussion.tsx";

export default async function DealRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Allowed section="deals">
      <DealPage id={id} discussion={<Discussion dealId={id} />} />
    </Allowed>
  );
}
