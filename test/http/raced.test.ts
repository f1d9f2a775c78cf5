import { afterAll, beforeAll, expect, test } from "vitest";
import { employeesContract } from "#shared/employees/contract.ts";
import { EmployeeView } from "#shared/employees/schema.ts";
import { ApiError } from "#shared/http/client.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
});
afterAll(() => engine.stop());

test("whoever was slower by a moment is told what he may see of the record, as one slower by a day is", async () => {
  const { employee } = await joined(engine, company, { role: "observer", name: "Anna" });
  const { id, ver } = (await company.call(employeesContract.list, {})).employees.find((one) => one.id === employee.id)!;
  const tries = Array.from({ length: 8 }, (_, index) =>
    company.call(employeesContract.change, { id, name: `Anna ${index}`, ver }),
  );
  const settled = await Promise.allSettled(tries);
  const problems = settled.flatMap((one) =>
    one.status === "rejected" && one.reason instanceof ApiError ? [one.reason.problem] : [],
  );
  expect(problems).toHaveLength(7);
  for (const { reason, current } of problems) {
    expect(reason).toBe("stale");
    expect(current).toMatchObject({ id, ver: ver + 1 });
    expect(EmployeeView.strict().safeParse(current).error).toBeUndefined();
  }
});

test("a change that asks for no version is done for all who ask at one moment", async () => {
  const { id } = await company.call(keysContract.make, { label: "1C", role: "observer" });
  const answers = await Promise.all([1, 2, 3, 4].map(() => company.call(keysContract.revoke, { id })));
  expect(answers.map(({ revokedAt }) => revokedAt !== undefined)).toEqual([true, true, true, true]);
});
