import { CompanySettings } from "../../../../features/companies/company-settings.tsx";

export default function CompanySettingsPage() {
  return <CompanySettings />;
}
