import { RoutingRules } from "../../../../features/inquiries/routing-rules.tsx";

export default function InquirySettingsPage() {
  return <RoutingRules />;
}
