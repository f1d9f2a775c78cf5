import { Notices } from "../../../features/notifications/notices.tsx";

export default function NotificationsPage() {
  return <Notices />;
}
