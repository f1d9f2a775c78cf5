import { Allowed } from "../../../components/allowed.tsx";
import { Imports } from "../../../features/imports/imports.tsx";

export default function ImportsPage() {
  return (
    <Allowed section="imports">
      <Imports />
    </Allowed>
  );
}
