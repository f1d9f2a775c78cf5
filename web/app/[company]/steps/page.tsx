import { Allowed } from "../../../components/allowed.tsx";
import { MySteps } from "../../../features/steps/my-steps.tsx";

export default function StepsPage() {
  return (
    <Allowed section="history">
      <MySteps />
    </Allowed>
  );
}
