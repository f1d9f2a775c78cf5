import { Calendars } from "../../../../features/calendars/calendars.tsx";

export default function CalendarsPage() {
  return <Calendars />;
}
