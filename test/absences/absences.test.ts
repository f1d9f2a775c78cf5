import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, change, list, remove } from "#shared/absences/absences.ts";
import { awayOn } from "#shared/absences/away.ts";
import { awayIn } from "#shared/absences/table.ts";
import { newMeter } from "#shared/caller.ts";
import { absencesContract } from "#shared/absences/contract.ts";
import { change as changeEmployee, close } from "#shared/employees/employees.ts";
import { newId } from "#shared/ids.ts";
import { storeOf } from "#shared/table/store.ts";
import { dayAfter } from "#shared/wall.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { joined, signedUp } from "#test/support/people.ts";
import { problemOf } from "#test/support/problems.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const july = { from: "2027-07-01", until: "2027-07-31" };
const vacation = { kind: "vacation", from: "2027-07-05", until: "2027-07-18" } as const;
const noon = "2027-07-10T09:00:00.000Z";

describe("who may write", () => {
  test("everybody his own, a head those of his team, an owner all, nobody else's otherwise", async () => {
    const { owner, as } = await aCompany();
    const head = await as("head_of_sales");
    const manager = await as("sales_manager", { managerId: head.userId });
    const stranger = await as("sales_manager");
    const leader = { ...head, members: new Set([head.userId, manager.userId]) };
    const own = await add(manager, { employeeId: manager.userId, ...vacation, note: "Sea" });
    expect(own).toMatchObject({ note: "Sea", can: ["read", "write", "delete"] });
    await add(leader, { employeeId: manager.userId, kind: "trip", from: "2027-08-01", until: "2027-08-01" });
    await add(owner, { employeeId: head.userId, ...vacation });
    const one = { employeeId: manager.userId, id: own.id };
    for (const caller of [stranger, await as("head_of_sales")]) {
      await expect(add(caller, { employeeId: manager.userId, ...vacation })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(change(caller, { ...one, ver: 1, until: "2027-07-20" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(remove(caller, one)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await change(leader, { ...one, ver: 1, until: "2027-07-20" })).toMatchObject({
      until: "2027-07-20",
      ver: 2,
    });
    await remove(manager, one);
    expect((await list(manager, { ...july, employeeId: manager.userId })).absences).toEqual([]);
  });

  test("a note is read by whom it concerns; that somebody is away, by all", async () => {
    const { owner, as } = await aCompany();
    const manager = await as("sales_manager");
    const observer = await as("observer");
    await add(manager, { employeeId: manager.userId, ...vacation, kind: "sick", note: "Flu" });
    const seenBy = async (caller: typeof owner) => (await list(caller, july)).absences[0]!;
    expect(await seenBy(manager)).toMatchObject({ note: "Flu" });
    expect(await seenBy(owner)).toMatchObject({ note: "Flu" });
    const seen = await seenBy(observer);
    expect(seen).toMatchObject({ kind: "sick", can: ["read"] });
    expect(seen).not.toHaveProperty("note");
  });

  test("another company's employee and absence are missing ones", async () => {
    const { owner } = await aCompany();
    const other = await aCompany();
    const foreign = await add(other.owner, { employeeId: other.owner.userId, ...vacation });
    await expect(add(owner, { employeeId: other.owner.userId, ...vacation })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const employeeId of [owner.userId, other.owner.userId])
      await expect(remove(owner, { employeeId, id: foreign.id })).rejects.toMatchObject({ code: "not_found" });
    expect((await list(owner, july)).absences).toEqual([]);
  });
});

test("a list has what touches its days, by the last day, and moves with what is changed", async () => {
  const { owner, as } = await aCompany();
  const { userId } = await as("sales_manager");
  const spans = [
    ["2027-06-01", "2027-06-30"],
    ["2027-06-20", "2027-07-01"],
    ["2027-07-31", "2028-07-30"],
    ["2027-07-10", "2027-07-10"],
    ["2027-08-01", "2027-08-02"],
  ] as const;
  const made = [];
  for (const [from, until] of spans) made.push(await add(owner, { employeeId: userId, kind: "other", from, until }));
  await add(owner, { employeeId: owner.userId, ...vacation });
  const from = async (span: { from: string; until: string; employeeId?: string }) =>
    (await list(owner, span)).absences.map((one) => one.from);
  expect(await from({ ...july, employeeId: userId })).toEqual(["2027-06-20", "2027-07-10", "2027-07-31"]);
  expect(await from(july)).toEqual(["2027-06-20", "2027-07-10", "2027-07-05", "2027-07-31"]);
  await change(owner, { employeeId: userId, id: made[0]!.id, ver: 1, from: "2027-07-02", until: "2027-07-03" });
  expect(await from({ ...july, employeeId: userId })).toEqual(["2027-06-20", "2027-07-02", "2027-07-10", "2027-07-31"]);
  expect(await from({ from: "2027-06-01", until: "2027-06-19" })).toEqual([]);
});

describe("bad input", () => {
  const wrong = (path: string, message: string) => ({
    code: "invalid_input",
    details: { issues: [{ path, message }] },
  });

  test("an end before its start, more than 366 days, and a deputy who is himself, unknown, foreign or gone are refused", async () => {
    const { owner, as } = await aCompany();
    const other = await aCompany();
    const { userId: gone } = await as("sales_manager");
    await close(owner, { id: gone, ver: 1 });
    const employeeId = owner.userId;
    const given = (change: object) => add(owner, { employeeId, ...vacation, ...change });
    await expect(given({ until: "2027-07-04" })).rejects.toMatchObject(wrong("until", "ends_before_start"));
    await expect(given({ until: "2028-07-05" })).rejects.toMatchObject(wrong("until", "absence_too_long"));
    await expect(given({ deputyId: employeeId })).rejects.toMatchObject(wrong("deputyId", "deputy_is_himself"));
    for (const deputyId of [gone, other.owner.userId, newId("employee")])
      await expect(given({ deputyId })).rejects.toMatchObject(wrong("deputyId", "not_one_of"));
    const year = await given({ until: "2028-07-04" });
    await expect(change(owner, { employeeId, id: year.id, ver: 1, from: "2028-07-05" })).rejects.toMatchObject(
      wrong("until", "ends_before_start"),
    );
    await expect(list(owner, { from: "2027-01-01", until: "2028-01-02" })).rejects.toMatchObject(
      wrong("until", "absence_too_long"),
    );
  });

  test("a change of an absence as it was before answers as it is now", async () => {
    const { owner } = await aCompany();
    const one = { employeeId: owner.userId, id: (await add(owner, { employeeId: owner.userId, ...vacation })).id };
    await change(owner, { ...one, ver: 1, kind: "trip" });
    await expect(change(owner, { ...one, ver: 1, kind: "sick" })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "stale", current: { kind: "trip", ver: 2 } },
    });
  });

  test("one person has 200 absences at most", async () => {
    const { owner } = await aCompany();
    const employeeId = owner.userId;
    const day = (at: number) => dayAfter("2027-01-01", at);
    for (let at = 0; at < 200; at += 20) {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          add(owner, { employeeId, kind: "other", from: day(at + index), until: day(at + index) }),
        ),
      );
    }
    await expect(add(owner, { employeeId, ...vacation })).rejects.toMatchObject({
      code: "invalid_state",
      details: { reason: "too_many_absences" },
    });
  });

  test("through the API a day that does not exist and a kind that is none are told, and each stays with his own", async () => {
    const company = await signedUp(engine);
    const { call, employee } = await joined(engine, company, { role: "observer", name: "Sasha" });
    const own = { employeeId: employee.id, ...vacation };
    expect(await call(absencesContract.add, own)).toMatchObject({ employeeId: employee.id });
    const wrongDay = await problemOf(call(absencesContract.add, { ...own, from: "2027-02-29" }));
    expect(wrongDay).toMatchObject({ status: 400, issues: [{ path: "from" }] });
    const wrongKind = await problemOf(call(absencesContract.add, { ...own, kind: "party" as "trip" }));
    expect(wrongKind).toMatchObject({ status: 400, issues: [{ path: "kind" }] });
    const far = await problemOf(call(absencesContract.add, { ...own, from: "9999-12-31", until: "9999-12-31" }));
    expect(far.issues!.map(({ path }) => path)).toEqual(["from", "until"]);
    expect((await company.call(absencesContract.list, july)).absences).toHaveLength(1);
  });
});

describe("who is there instead", () => {
  async function people() {
    const { owner, as } = await aCompany();
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) ids.push((await as("sales_manager")).userId);
    const [first, second, third] = ids as [string, string, string];
    const away = (employeeId: string, deputyId?: string) =>
      add(owner, { employeeId, ...vacation, ...(deputyId ? { deputyId } : {}) });
    return { owner, first, second, third, away };
  }

  test("the deputy; his own deputy where he is away too; nobody after that", async () => {
    const { owner, first, second, third, away } = await people();
    expect(await awayOn(owner, first, noon)).toBeUndefined();
    await away(first, second);
    expect(await awayOn(owner, first, noon)).toEqual({ kind: "vacation", until: "2027-07-18", deputyId: second });
    await away(second, third);
    expect(await awayOn(owner, first, noon)).toMatchObject({ deputyId: third });
    await away(third, first);
    expect(await awayOn(owner, first, noon)).toEqual({ kind: "vacation", until: "2027-07-18" });
    expect(await awayOn(owner, second, noon)).toEqual({ kind: "vacation", until: "2027-07-18" });
  });

  test("nobody where the deputy has left, or two stand in for each other", async () => {
    const { owner, first, second, third, away } = await people();
    await away(first, second);
    await away(second, first);
    expect(await awayOn(owner, first, noon)).toEqual({ kind: "vacation", until: "2027-07-18" });
    await away(third, second);
    await close(owner, { id: second, ver: 1 });
    expect(await awayOn(owner, third, noon)).toEqual({ kind: "vacation", until: "2027-07-18" });
  });

  test("days are those of his own zone", async () => {
    const { owner, first, away } = await people();
    await away(first);
    await changeEmployee(owner, { id: first, ver: 1, timeZone: "Pacific/Kiritimati" });
    // 5 July begins 14 hours before it does in UTC, and 18 July ends so.
    expect(await awayOn(owner, first, "2027-07-04T09:59:59.999Z")).toBeUndefined();
    expect(await awayOn(owner, first, "2027-07-04T10:00:00.000Z")).toMatchObject({ kind: "vacation" });
    expect(await awayOn(owner, first, "2027-07-18T09:59:59.999Z")).toMatchObject({ kind: "vacation" });
    expect(await awayOn(owner, first, "2027-07-18T10:00:00.000Z")).toBeUndefined();
  });

  test("of two absences at once the longer counts, and one removed is forgotten at once", async () => {
    const { owner, first, second, third, away } = await people();
    await away(first, second);
    const trip = {
      employeeId: first,
      kind: "trip",
      from: noon.slice(0, 10),
      until: "2027-07-25",
      deputyId: third,
    } as const;
    const { id } = await add(owner, trip);
    expect(await awayOn(owner, first, noon)).toEqual({ kind: "trip", until: "2027-07-25", deputyId: third });
    await remove(owner, { employeeId: first, id });
    expect(await awayOn(owner, first, noon)).toMatchObject({ kind: "vacation", deputyId: second });
  });
});

describe("of a large company", () => {
  test("whoever is away for a year is found on each day of it, and a month reads no other months", async () => {
    const { owner, as } = await aCompany();
    const { userId: employeeId } = await as("sales_manager");
    await add(owner, { employeeId, kind: "other", from: "2027-01-31", until: "2028-01-31" });
    for (const day of ["2027-01-31", "2027-02-01", "2027-07-15", "2028-01-31"])
      expect((await list(owner, { from: day, until: day })).absences).toHaveLength(1);
    for (const day of ["2027-01-30", "2028-02-01"])
      expect((await list(owner, { from: day, until: day })).absences).toEqual([]);
    expect((await list(owner, { from: "2027-01-31", until: "2028-01-31" })).absences).toHaveLength(1);
    const note = "Far from everything, ".repeat(14);
    for (let month = 8; month <= 11; month++)
      for (let one = 0; one < 20; one++) {
        const day = `2027-${String(month).padStart(2, "0")}-15`;
        await add(owner, { employeeId, kind: "trip", from: day, until: day, note });
      }
    const meter = newMeter();
    expect((await list({ ...owner, meter }, july)).absences).toHaveLength(1);
    expect(meter.read).toBeLessThan(2);
  });

  test("more than can be listed are refused, none is left out", async () => {
    const { owner } = await aCompany();
    await Promise.all(
      Array.from({ length: 51 }, async () => {
        const tx = storeOf(owner).tx();
        for (let one = 0; one < 99; one++)
          tx.put({ pk: awayIn("2027-07"), sk: newId("absence"), entity: "absence_ref", d: {} });
        await tx.commit(undefined);
      }),
    );
    await expect(list(owner, july)).rejects.toMatchObject({ details: { reason: "too_many_absences_listed" } });
  });
});
