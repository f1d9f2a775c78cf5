import { Allowed } from "../../../../components/allowed.tsx";
import { InquiryPage } from "../../../../features/inquiries/inquiry-page.tsx";

export default async function InquiryRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Allowed section="inquiries">
      <InquiryPage id={id} />
    </Allowed>
  );
}
