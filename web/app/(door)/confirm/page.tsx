import { Confirm } from "../../../features/people/confirm.tsx";

export default function ConfirmPage() {
  return <Confirm />;
}
