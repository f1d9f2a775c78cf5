import { Unsubscribe } from "../../../features/people/unsubscribe.tsx";

export default function UnsubscribePage() {
  return <Unsubscribe />;
}
