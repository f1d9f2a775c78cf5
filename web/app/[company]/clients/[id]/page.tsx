import { Allowed } from "../../../../components/allowed.tsx";
import { ClientPage } from "./client-page.tsx";

export default async function ClientRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Allowed section="clients">
      <ClientPage id={id} />
    </Allowed>
  );
}
