import { Allowed } from "../../../components/allowed.tsx";
import { CameIn } from "../../../features/inquiries/came-in.tsx";
import { MyDay } from "../../../features/tasks/my-day.tsx";

export default function DayPage() {
  return (
    <Allowed section="history">
      <MyDay cameIn={<CameIn />} />
    </Allowed>
  );
}
