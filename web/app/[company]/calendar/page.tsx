import { Allowed } from "../../../components/allowed.tsx";
import { Calendar } from "../../../features/schedule/calendar.tsx";

export default function CalendarPage() {
  return (
    <Allowed section="history">
      <Calendar />
    </Allowed>
  );
}
