import { Allowed } from "../../../components/allowed.tsx";
import { WatchPage } from "./watch-page.tsx";

export default function WatchRoute() {
  return (
    <Allowed section="clients">
      <WatchPage />
    </Allowed>
  );
}
