import { Allowed } from "../../../components/allowed.tsx";
import { SetByMe } from "../../../features/tasks/set-by-me.tsx";

export default function TasksPage() {
  return (
    <Allowed section="history">
      <SetByMe />
    </Allowed>
  );
}
