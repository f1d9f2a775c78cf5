import { Resources } from "../../../../features/resources/resources.tsx";

export default function ResourcesPage() {
  return <Resources />;
}
