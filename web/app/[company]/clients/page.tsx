import { Allowed } from "../../../components/allowed.tsx";
import { ClientList } from "../../../features/clients/client-list.tsx";

export default function ClientsPage() {
  return (
    <Allowed section="clients">
      <ClientList />
    </Allowed>
  );
}
