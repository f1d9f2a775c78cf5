import { Allowed } from "../../../components/allowed.tsx";
import { InquiriesPage } from "../../../features/inquiries/inquiries-page.tsx";

export default function InquiriesRoute() {
  return (
    <Allowed section="inquiries">
      <InquiriesPage />
    </Allowed>
  );
}
