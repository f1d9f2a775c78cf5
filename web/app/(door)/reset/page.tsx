import { Reset } from "../../../features/people/reset.tsx";

export default function ResetPage() {
  return <Reset />;
}
