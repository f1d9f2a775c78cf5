import { notFound } from "next/navigation";
import { idOf } from "#shared/ids.ts";
import { Allowed } from "../../../../components/allowed.tsx";
import { TaskPage } from "../../../../features/tasks/task-page.tsx";

export default async function TaskRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!idOf("task").safeParse(id).success) notFound();
  return (
    <Allowed section="history">
      <TaskPage id={id} />
    </Allowed>
  );
}
