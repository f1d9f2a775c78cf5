import { Absences } from "../../../../features/absences/absences.tsx";

export default function AbsencesPage() {
  return <Absences />;
}
