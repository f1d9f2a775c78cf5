import { Allowed } from "../../../components/allowed.tsx";
import { DealsPage } from "../../../features/deals/deals-page.tsx";

export default function DealsRoute() {
  return (
    <Allowed section="deals">
      <DealsPage />
    </Allowed>
  );
}
