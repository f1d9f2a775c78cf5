import { afterAll, beforeAll, expect, test } from "vitest";
import { employeesContract } from "#shared/employees/contract.ts";
import { make } from "#shared/keys/keys.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { joined, signedUp } from "#test/support/people.ts";
import { asSystem, newMeter } from "#shared/caller.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("a key opens no more than its maker may give today, also one made while his role was being taken", async () => {
  const company = await signedUp(engine);
  const { employee } = await joined(engine, company, { role: "administrator", name: "Anna" });
  // As a process sees him that has not heard of the change yet.
  const now = new Date().toISOString();
  const request = { now, requestId: "test", language: "en", meter: newMeter() } as const;
  const before = {
    ...asSystem(request, company.company, employee.id),
    kind: "employee",
    role: "administrator",
  } as const;
  const status = async (key: string) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await engine.request({ method: "GET", path: "/api/v1/employees", headers })).status;
  };
  expect(await status((await make(before, { label: "Early", role: "administrator" })).key)).toBe(200);
  const { ver } = (await company.call(employeesContract.list, {})).employees.find(({ id }) => id === employee.id)!;
  await company.call(employeesContract.change, { id: employee.id, role: "observer", ver });
  expect(await status((await make(before, { label: "Late", role: "administrator" })).key)).toBe(401);
  expect(await status((await make(before, { label: "Fair", role: "observer" })).key)).toBe(200);
});
