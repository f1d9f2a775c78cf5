import { employeesContract } from "#shared/employees/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Engine } from "#test/support/engine.ts";
import { joined, type signedUp } from "#test/support/people.ts";
import { step, type Headers, type Step } from "./step.ts";

/** What the owner was told: ten tasks that a colleague has planned for him. */
export async function notificationSteps(
  engine: Engine,
  company: Awaited<ReturnType<typeof signedUp>>,
  headers: Headers,
): Promise<Step[]> {
  const owner = () => headers;
  const { employees } = await company.call(employeesContract.list, {});
  const performerIds = [employees.find(({ role }) => role === "owner")!.id];
  const head = await joined(engine, company, { role: "head_of_sales", name: "Helen" });
  for (let at = 0; at < 10; at++)
    await head.call(tasksContract.add, { text: "Call the plant", at: "2031-03-04T11:00", performerIds });
  await engine.pump();
  const newest = async () => (await company.call(notificationsContract.news, {})).after!;
  return [
    step("notifications.news (first)", notificationsContract.news, owner, () => ({})),
    step("notifications.news (nothing new)", notificationsContract.news, owner, async () => ({
      after: await newest(),
    })),
    step("notifications.list", notificationsContract.list, owner, () => ({})),
    step("notifications.settings", notificationsContract.settings, owner, () => ({})),
  ];
}
