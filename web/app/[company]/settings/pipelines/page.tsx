import { Pipelines } from "../../../../features/pipelines/pipelines.tsx";

export default function PipelinesPage() {
  return <Pipelines />;
}
