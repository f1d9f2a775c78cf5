import { FeedSettings } from "../../../../features/feeds/feed-settings.tsx";
import { NotificationSettings } from "../../../../features/notifications/settings.tsx";

export default function NotificationSettingsPage() {
  return (
    <NotificationSettings>
      <FeedSettings />
    </NotificationSettings>
  );
}
