import { CompanySettings } from "../../../../features/companies/company-settings.tsx";
import { WatchSettings } from "../../../../features/watch/watch-settings.tsx";

export default function CompanySettingsPage() {
  return <CompanySettings more={<WatchSettings />} />;
}
