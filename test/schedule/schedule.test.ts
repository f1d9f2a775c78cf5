import { afterAll, beforeAll, expect, test } from "vitest";
import { add as addAbsence } from "#shared/absences/absences.ts";
import { add as addCalendar } from "#shared/calendars/calendars.ts";
import { usualWeek } from "#shared/calendars/schema.ts";
import type { Caller } from "#shared/caller.ts";
import { change as changeCompany, get as company } from "#shared/companies/companies.ts";
import { add as addTeamEmployee, addTeam } from "#shared/employees/employees.ts";
import { create as createClient } from "#shared/clients/clients.ts";
import { entryByCode } from "#shared/references.ts";
import { add as addResource } from "#shared/resources/resources.ts";
import { counts, free, get, proposals, tasks } from "#shared/schedule/queries.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { add, change, finish, plan } from "#shared/tasks/tasks.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

/** Monday, nine in the morning in Moscow; what is planned lies ahead. */
const NOW = "2027-03-01T06:00:00.000Z";

const at = (caller: Caller, now = NOW): Caller => ({ ...caller, now });
const seen = ({ id, ver }: Task) => `${id}:${ver}`;

async function planned(caller: Caller, said: Partial<Parameters<typeof add>[1]> & { at: string }): Promise<Task> {
  const { tasks: made } = await add(caller, { text: "Secret talk", performerIds: [], ...said });
  return made.at(-1)!;
}

test("a stranger learns when somebody is busy, never with what", async () => {
  const { owner, as } = await aCompany();
  const anna = at(await as("sales_manager"));
  const boris = at(await as("sales_manager"));
  await planned(anna, { at: "2027-03-02T10:00", minutes: 60, place: "Secret place" });
  await planned(anna, { at: "2027-03-02T10:30", minutes: 60 });
  const last = await planned(anna, { at: "2027-03-02T15:00" });
  const days = { from: "2027-03-02", to: "2027-03-02", employees: [anna.userId], see: seen(last) };
  const strange = await get(boris, days);
  expect(JSON.stringify(strange)).not.toContain("Secret");
  expect(strange.people[0]).toMatchObject({
    tasks: [],
    busy: [{ from: "2027-03-02T10:00", to: "2027-03-02T11:30" }],
  });
  const own = await get(anna, days);
  expect(own.people[0]!.tasks.map(({ at: wall, to }) => [wall, to])).toEqual([
    ["2027-03-02T10:00", "2027-03-02T11:00"],
    ["2027-03-02T10:30", "2027-03-02T11:30"],
    ["2027-03-02T15:00", undefined],
  ]);
  expect(own.people[0]!.busy).toEqual([]);
  expect((await get(at(owner), days)).people[0]!.tasks).toHaveLength(3);
  for (const by of ["type", "performer", "day"] as const)
    expect((await counts(boris, { ...days, by })).total).toEqual({ planned: 0, done: 0, late: 0 });
  expect((await tasks(boris, { ...days, limit: 50 })).rows).toEqual([]);
});

test("a head sees what those he leads have planned; what hangs on a client is seen as the client is", async () => {
  const { owner, as, callerOf } = await aCompany();
  const team = await addTeam(owner, { name: "Sales" });
  const { userId: headId } = await as("head_of_sales", { teamId: team.id });
  const anna = at(await as("sales_manager", { teamId: team.id }));
  const boris = at(await as("sales_manager"));
  const agent = at(await as("telemarketing_agent"));
  const client = await createClient(anna, { kind: "organisation", name: "Client", phones: [], emails: [] });
  await planned(anna, { at: "2027-03-02T10:00", minutes: 30 });
  const step = await plan(anna, { clientId: client.id, text: "Call", at: "2027-03-02T12:00", minutes: 30 });
  const days = { from: "2027-03-01", to: "2027-03-31", employees: [anna.userId], see: seen(step.task) };
  const texts = async (caller: Caller) => (await get(caller, days)).people[0]!.tasks.map(({ text }) => text);
  expect(await texts(at(await callerOf(headId)))).toEqual(["Secret talk", "Call"]);
  expect((await get(boris, days)).people[0]!.tasks).toMatchObject([
    { text: "Call", clientName: "Client", can: ["read"] },
  ]);
  // An agent reads his own History alone.
  expect((await get(agent, days)).people[0]).toMatchObject({
    tasks: [],
    busy: [
      { from: "2027-03-02T10:00", to: "2027-03-02T10:30" },
      { from: "2027-03-02T12:00", to: "2027-03-02T12:30" },
    ],
  });
});

test("times are those of the caller's clock, on the days when clocks change too", async () => {
  const { owner } = await aCompany();
  const berlin = { ...at(owner), timeZone: "Europe/Berlin" };
  await planned({ ...at(owner), timeZone: "Asia/Kathmandu" }, { at: "2027-03-27T10:00", minutes: 30 });
  const late = await planned({ ...at(owner), timeZone: "UTC" }, { at: "2027-03-28T00:30", minutes: 60 });
  const { people } = await get(berlin, {
    from: "2027-03-27",
    to: "2027-03-28",
    employees: [owner.userId],
    see: seen(late),
  });
  expect(people[0]!.tasks.map(({ at: from, to }) => [from, to])).toEqual([
    ["2027-03-27T05:15", "2027-03-27T05:45"],
    ["2027-03-28T01:30", "2027-03-28T03:30"],
  ]);
});

test("what is cancelled or done early keeps nobody busy; working hours, holidays and absences are told", async () => {
  const { owner, as } = await aCompany();
  const anna = at(await as("sales_manager"));
  const early = await planned(anna, { at: "2027-03-02T10:00", minutes: 60 });
  const { task } = await finish(at(anna, "2027-03-02T07:15:00.000Z"), { id: early.id, ver: 1, result: "Done" });
  await addAbsence(anna, { employeeId: anna.userId, kind: "vacation", from: "2027-03-04", until: "2027-03-10" });
  const boris = at(await as("sales_manager"));
  const { people } = await get(boris, {
    from: "2027-03-02",
    to: "2027-03-07",
    employees: [anna.userId, owner.userId],
    see: seen(task),
  });
  expect(people[0]).toMatchObject({
    busy: [{ from: "2027-03-02T10:00", to: "2027-03-02T10:15" }],
    absences: [{ kind: "vacation", from: "2027-03-04", until: "2027-03-10" }],
  });
  expect(people[1]!.hours).toEqual(
    ["2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05"].map((day) => ({
      from: `${day}T09:00`,
      to: `${day}T18:00`,
    })),
  );
});

test("free time lies within working hours, outside tasks and absences, and not in the past", async () => {
  const { owner, as } = await aCompany();
  const anna = at(await as("sales_manager"));
  const boris = at(await as("sales_manager"));
  await planned(anna, { at: "2027-03-01T12:00", minutes: 60 });
  const last = await planned(boris, { at: "2027-03-01T10:00", minutes: 90 });
  await addAbsence(boris, { employeeId: boris.userId, kind: "sick", from: "2027-03-02", until: "2027-03-02" });
  const asked = { employees: [anna.userId, boris.userId], from: "2027-03-01", to: "2027-03-02", see: seen(last) };
  const answer = await free({ ...at(owner), now: "2027-03-01T07:30:00.000Z" }, { ...asked, minutes: 60 });
  expect(answer).toEqual({
    people: [
      {
        employeeId: anna.userId,
        free: [
          { from: "2027-03-01T10:30", to: "2027-03-01T12:00" },
          { from: "2027-03-01T13:00", to: "2027-03-01T18:00" },
          { from: "2027-03-02T09:00", to: "2027-03-02T18:00" },
        ],
      },
      { employeeId: boris.userId, free: [{ from: "2027-03-01T11:30", to: "2027-03-01T18:00" }] },
    ],
    common: [{ from: "2027-03-01T13:00", to: "2027-03-01T18:00" }],
  });
});

test("work goes to the free, the least loaded first, with the numbers that say why", async () => {
  const { owner, as } = await aCompany();
  const team = await addTeam(owner, { name: "Service" });
  const people = await Promise.all(["a", "b", "c", "d"].map(() => as("service_specialist", { teamId: team.id })));
  const [anna, boris, vera, gleb] = people.map((one) => at(one)) as [Caller, Caller, Caller, Caller];
  await addTeamEmployee(owner, { name: "Elsewhere", role: "service_specialist" });
  const demonstration = (await entryByCode(owner, "activity_type", "demonstration"))!.id;
  await planned(anna, { at: "2027-03-03T10:00", minutes: 120, typeId: demonstration });
  await planned(boris, { at: "2027-03-04T10:00", minutes: 60 });
  await planned(vera, { at: "2027-03-04T10:00", minutes: 60, typeId: demonstration });
  const last = await planned(gleb, { at: "2027-03-02T10:00", minutes: 15 });
  const answer = await proposals(at(owner), {
    teamId: team.id,
    typeId: demonstration,
    from: "2027-03-02T10:00",
    to: "2027-03-02T11:00",
    minutes: 60,
    see: seen(last),
  });
  expect(
    answer.people.map(({ employeeId, free: isFree, bookedMinutes }) => [employeeId, isFree, bookedMinutes]),
  ).toEqual([
    // Both have an hour: the one who never had such work comes first.
    [boris.userId, true, 60],
    [vera.userId, true, 60],
    [anna.userId, true, 120],
    [gleb.userId, false, 15],
  ]);
  expect(answer.people.at(-1)).toMatchObject({ hindrance: "busy", at: "2027-03-02T10:15", tasks: 1 });
  const night = { from: "2027-03-02T20:00", to: "2027-03-02T21:00", minutes: 60, employees: [anna.userId] };
  expect((await proposals(at(owner), night)).people).toMatchObject([
    { free: false, hindrance: "off", at: "2027-03-03T09:00" },
  ]);
  await addAbsence(anna, { employeeId: anna.userId, kind: "trip", from: "2027-03-02", until: "2027-03-02" });
  const away = { from: "2027-03-02T12:00", to: "2027-03-02T13:00", minutes: 60, employees: [anna.userId] };
  expect((await proposals(at(owner), away)).people).toMatchObject([{ free: false, hindrance: "absent" }]);
});

test("every figure of the counts equals the rows it opens", async () => {
  const { owner, as } = await aCompany();
  const anna = at(await as("sales_manager"));
  const call = (await entryByCode(owner, "activity_type", "call"))!.id;
  const meeting = (await entryByCode(owner, "activity_type", "meeting"))!.id;
  await planned(anna, { at: "2027-03-01T23:30", typeId: call });
  await planned(at(owner), { at: "2027-03-02T00:30", typeId: meeting });
  await planned(at(owner), { at: "2027-03-02T10:00" });
  const first = await planned(anna, { at: "2027-03-02T11:00", typeId: call });
  const { task } = await finish(anna, { id: first.id, ver: 1, result: "Done" });
  const later = at(owner, "2027-03-02T06:00:00.000Z");
  const span = { from: "2027-03-01", to: "2027-03-02" };
  for (const [by, field] of [
    ["type", "typeId"],
    ["performer", "performerId"],
    ["day", undefined],
  ] as const) {
    const { rows, total } = await counts(later, { ...span, by, see: seen(task) });
    expect(total).toEqual({ planned: 4, done: 1, late: 2 });
    for (const row of rows) {
      const own = field === undefined ? { from: row.key!, to: row.key! } : span;
      const key =
        field === undefined
          ? []
          : [
              row.key === null
                ? { field, op: "empty" as const, value: true }
                : { field, op: "eq" as const, value: row.key },
            ];
      const opened = async (...more: { field: string; op: "eq" | "ne"; value: string | boolean }[]) =>
        (await tasks(later, { ...own, limit: 50, filter: { and: [...key, ...more] } })).total;
      expect(await opened({ field: "state", op: "ne", value: "cancelled" })).toBe(row.planned);
      expect(await opened({ field: "state", op: "eq", value: "done" })).toBe(row.done);
      expect(await opened({ field: "late", op: "eq", value: true })).toBe(row.late);
    }
  }
});

test("where heads distribute work nobody else plans for others, whatever the way", async () => {
  const { owner, as, callerOf } = await aCompany();
  const team = await addTeam(owner, { name: "Sales" });
  const [{ userId: headId }, seller] = [
    await as("head_of_sales", { teamId: team.id }),
    at(await as("sales_manager", { teamId: team.id })),
  ];
  const stranger = at(await as("sales_manager"));
  const head = at(await callerOf(headId));
  const client = await createClient(seller, { kind: "organisation", name: "Client", phones: [], emails: [] });
  const before = await planned(seller, { at: "2027-03-02T10:00", performerIds: [stranger.userId] });
  await changeCompany(owner, { ver: (await company(owner)).ver, distribution: "centralised" });
  const refused = { code: "forbidden", details: { reason: "distribution_centralised" } };
  await expect(planned(seller, { at: "2027-03-02T11:00", performerIds: [stranger.userId] })).rejects.toMatchObject(
    refused,
  );
  await expect(
    plan(seller, { clientId: client.id, text: "Call", at: "2027-03-02T11:00", performerId: stranger.userId }),
  ).rejects.toMatchObject(refused);
  await expect(change(seller, { id: before.id, ver: 1, at: "2027-03-03T10:00", scope: "one" })).rejects.toMatchObject(
    refused,
  );
  const own = await planned(seller, { at: "2027-03-02T12:00" });
  await expect(
    change(seller, { id: own.id, ver: 1, performerId: stranger.userId, scope: "one" }),
  ).rejects.toMatchObject(refused);
  const next = { text: "Call", at: "2027-03-03T11:00", performerId: stranger.userId };
  await expect(finish(seller, { id: own.id, ver: 1, result: "Done", next })).rejects.toMatchObject(refused);
  // A head plans for his team, not for others; the owner for everybody.
  expect(await planned(head, { at: "2027-03-02T11:00", performerIds: [seller.userId] })).toBeDefined();
  await expect(planned(head, { at: "2027-03-02T11:00", performerIds: [stranger.userId] })).rejects.toMatchObject(
    refused,
  );
  expect(await planned(at(owner), { at: "2027-03-02T11:00", performerIds: [stranger.userId] })).toBeDefined();
});

test("a consultant who is an employee is busy as long as he is booked", async () => {
  const { owner, as } = await aCompany();
  const consultant = await as("service_specialist");
  const resource = await addResource(owner, { name: "Consultant", kind: "consultant", employeeId: consultant.userId });
  const task = await planned(at(await as("sales_manager")), {
    at: "2027-03-02T10:00",
    minutes: 60,
    resourceIds: [resource.id],
  });
  const asked = { from: "2027-03-02", to: "2027-03-02", employees: [consultant.userId], see: seen(task) };
  expect((await get(at(await as("accountant")), asked)).people[0]!.busy).toHaveLength(1);
  expect((await free(at(owner), { ...asked, minutes: 30 })).people[0]!.free).toEqual([
    { from: "2027-03-02T09:00", to: "2027-03-02T10:00" },
    { from: "2027-03-02T11:00", to: "2027-03-02T18:00" },
  ]);
});

test("what people and a room have in common lies within the room's hours and outside its bookings", async () => {
  const { owner, as } = await aCompany();
  const mornings = usualWeek.map((day) => (day.length > 0 ? [{ from: "09:00", to: "13:00" }] : []));
  const calendar = await addCalendar(owner, { name: "Mornings", week: mornings, exceptions: [] });
  const room = await addResource(owner, { name: "Room", kind: "room", calendarId: calendar.id });
  const other = at(await as("sales_manager"));
  const task = await planned(other, { at: "2027-03-02T10:00", minutes: 60, resourceIds: [room.id] });
  const asked = { from: "2027-03-02", to: "2027-03-02", employees: [owner.userId], minutes: 60, see: seen(task) };
  expect((await free(at(owner), { ...asked, resources: [room.id] })).common).toEqual([
    { from: "2027-03-02T09:00", to: "2027-03-02T10:00" },
    { from: "2027-03-02T11:00", to: "2027-03-02T13:00" },
  ]);
  expect((await free(at(owner), asked)).common).toEqual([{ from: "2027-03-02T09:00", to: "2027-03-02T18:00" }]);
});

test("bad spans and people of nobody are refused", async () => {
  const { owner } = await aCompany();
  const other = await aCompany();
  const employees = [owner.userId];
  for (const to of ["2027-02-01", "2027-09-01"])
    await expect(get(owner, { from: "2027-03-01", to, employees })).rejects.toMatchObject({ code: "invalid_input" });
  await expect(
    get(owner, { from: "2027-03-01", to: "2027-03-02", employees: [other.owner.userId] }),
  ).rejects.toMatchObject({ details: { issues: [{ path: "employees.0", message: "not_one_of" }] } });
  const time = { from: "2027-03-02T10:00", to: "2027-03-02T11:00", minutes: 60 };
  await expect(proposals(owner, time)).rejects.toMatchObject({ details: { reason: "employees_or_team" } });
  await expect(proposals(owner, { ...time, to: time.from, employees })).rejects.toMatchObject({
    code: "invalid_input",
  });
});
