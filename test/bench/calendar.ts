import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { employeesContract } from "#shared/employees/contract.ts";
import { requestOf } from "#shared/http/client.ts";
import { newId } from "#shared/ids.ts";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import { itemOf } from "#shared/table/entity.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { TaskTable } from "#shared/tasks/table.ts";
import { dayAfter } from "#shared/wall.ts";
import type { Engine } from "#test/support/engine.ts";
import { signedUp } from "#test/support/people.ts";
import { quantile } from "./figures.ts";

const PEOPLE = 20;
const EACH = 60;
const MONTH = { from: "2027-03-01", to: "2027-03-31" };
/** Tasks of other months, which a month must not have to look at. */
const OTHERS = 20_000;
const RUNS = 60;
const WARM = 20;

/** What a month of calendar of 20 people with 60 tasks each takes, the whole request in ms, caches warm; beside 20,000 others. */
export async function monthOfPeople(
  engine: Engine,
): Promise<{ ms: number; p95: number; tasks: number; kilobytes: number }> {
  const { call, headers, company } = await signedUp(engine, { company: "Calendar" });
  const employees: string[] = [];
  for (let at = 0; at < PEOPLE; at++)
    employees.push((await call(employeesContract.add, { name: `Seller ${at}`, role: "sales_manager" })).id);
  const tasks = employees.flatMap((performerId, person) =>
    Array.from({ length: EACH }, (_, at) =>
      taskOf(performerId, dayAfter(MONTH.from, at % 31), 9 + ((at + person) % 8)),
    ),
  );
  for (let at = 0; at < OTHERS; at++)
    tasks.push(taskOf(employees[at % PEOPLE]!, dayAfter("2024-01-01", at % 1000), 9 + (at % 8)));
  const name = engine.names.table;
  for (let at = 0; at < tasks.length; at += 25) {
    const Put = tasks.slice(at, at + 25).map((task) => ({
      PutRequest: { Item: marshall(itemOf(TaskTable, company, 1, task), { removeUndefinedValues: true }) },
    }));
    await engine.clients.dynamo.send(new BatchWriteItemCommand({ RequestItems: { [name]: Put } }));
  }
  const { url } = requestOf(scheduleQueries.get, { ...MONTH, employees });
  const figures: number[] = [];
  let kilobytes = 0;
  for (let run = 0; run < RUNS + WARM; run++) {
    const started = performance.now();
    const { status, body } = await engine.request({ method: "GET", path: url, headers });
    if (run >= WARM) figures.push(performance.now() - started);
    if (status !== 200) throw new Error(body.toString());
    kilobytes = body.length / 1000;
  }
  return { ms: quantile(figures), p95: quantile(figures, 0.95), tasks: PEOPLE * EACH, kilobytes };
}

function taskOf(performerId: string, day: string, hour: number): Task {
  const made = { createdAt: "2024-01-01T00:00:00.000Z", createdBy: performerId };
  return {
    id: newId("task"),
    ver: 1,
    ...made,
    updatedAt: made.createdAt,
    updatedBy: performerId,
    text: "Показать продукт и договориться о следующем шаге",
    at: `${day}T${String(hour).padStart(2, "0")}:00`,
    timeZone: "Europe/Moscow",
    minutes: 45,
    performerId,
    state: "open",
  };
}
