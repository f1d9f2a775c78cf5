import { Allowed } from "../../../../components/allowed.tsx";
import { ImportPage } from "../../../../features/imports/import-page.tsx";

export default async function OneImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Allowed section="imports">
      <ImportPage id={id} />
    </Allowed>
  );
}
