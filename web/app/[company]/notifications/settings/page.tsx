import { NotificationSettings } from "../../../../features/notifications/settings.tsx";

export default function NotificationSettingsPage() {
  return <NotificationSettings />;
}
