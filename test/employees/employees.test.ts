import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newMeter, type Caller } from "#shared/caller.ts";
import {
  add,
  addTeam,
  change,
  changeTeam,
  close,
  find,
  invite,
  join,
  list,
  removeTeam,
} from "#shared/employees/employees.ts";
import type { Employee } from "#shared/employees/schema.ts";
import { list as keysOf, make } from "#shared/keys/keys.ts";
import { personOf } from "#shared/people/persons.ts";
import { PlatformStore } from "#shared/table/platform.ts";
import { aCompany, repeatable } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { everyItem } from "#test/support/table.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const verOf = async (caller: Caller, id: string) => (await find(caller, id))!.ver;
const invalidAt = (path: string, message: string) => ({
  code: "invalid_input",
  details: { issues: [{ path, message }] },
});
const forbidden = (reason?: string) => ({ code: "forbidden", ...(reason ? { details: { reason } } : {}) });

describe("adding and inviting", () => {
  test("an employee with an e-mail is invited by one letter whose link names him, in the company's language", async () => {
    const { owner, id: tenant } = await aCompany({ language: "ru" });
    const added = await add(
      { ...owner, language: "en" },
      { name: "Пётр", email: "petr@example.com", role: "sales_manager" },
    );
    expect(added).toMatchObject({ state: "invited", can: ["read", "create", "write", "delete", "export"] });
    const items = (await everyItem(engine)).filter(
      ({ pk, payload }) => String(pk).includes(tenant) || JSON.stringify(payload ?? {}).includes(tenant),
    );
    const links = items.filter(({ e }) => e === "link");
    expect(links).toMatchObject([
      { kind: "invitation", payload: { tenant, employeeId: added.id, email: "petr@example.com" } },
    ]);
    const letters = items.filter(({ e }) => e === "letter");
    expect(letters).toMatchObject([
      {
        d: { to: "petr@example.com", language: "ru", template: "invitation", linkId: String(links[0]!["pk"]).slice(5) },
      },
    ]);
    expect(letters[0]!["d"]).toMatchObject({ values: { company: "Ромашка", inviter: "Ольга Ивановна", name: "Пётр" } });
  });

  test("an employee without an e-mail is known by name and gets no letter", async () => {
    const { owner, id } = await aCompany();
    const added = await add(owner, { name: "Агент", role: "telemarketing_agent" });
    expect(added.state).toBe("no_sign_in");
    expect((await everyItem(engine)).filter(({ pk, e }) => String(pk).includes(id) && e === "letter")).toEqual([]);
  });

  test("a repeated request adds nobody twice and sends no second letter", async () => {
    const { owner, id } = await aCompany();
    const input = { name: "Пётр", email: "petr@example.com", role: "sales_manager" } as const;
    const done = await Promise.all([1, 2, 3].map(() => add(repeatable(owner, "k"), input)));
    expect(new Set(done.map((one) => one.id)).size).toBe(1);
    expect((await everyItem(engine)).filter(({ pk, e }) => String(pk).includes(id) && e === "letter")).toHaveLength(1);
  });

  test("an e-mail belongs to one employee, and is free again when he has left", async () => {
    const { owner } = await aCompany();
    const input = { name: "Пётр", email: "petr@example.com", role: "sales_manager" } as const;
    const settled = await Promise.allSettled([add(owner, input), add(owner, input), add(owner, input)]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(add(owner, input)).rejects.toMatchObject({ code: "conflict", details: { reason: "employee_known" } });
    const { employees } = await list(owner);
    const petr = employees.find(({ email }) => email === input.email)!;
    await close(owner, { id: petr.id, ver: petr.ver });
    expect((await add(owner, input)).id).not.toBe(petr.id);
  });

  test("an invitation may be sent again, to another e-mail too, but not to who signs in or has left", async () => {
    const { owner } = await aCompany();
    const agent = await add(owner, { name: "Агент", role: "sales_manager" });
    await expect(invite(owner, { id: agent.id })).rejects.toMatchObject(invalidAt("email", "required"));
    expect(await invite(owner, { id: agent.id, email: "a1@example.com" })).toMatchObject({
      state: "invited",
      email: "a1@example.com",
    });
    expect(await invite(owner, { id: agent.id, email: "a2@example.com" })).toMatchObject({
      state: "invited",
      email: "a2@example.com",
    });
    await expect(invite(owner, { id: owner.userId })).rejects.toMatchObject({
      details: { reason: "signs_in_already" },
    });
    await close(owner, { id: agent.id, ver: await verOf(owner, agent.id) });
    await expect(invite(owner, { id: agent.id })).rejects.toMatchObject({ details: { reason: "employee_left" } });
  });

  test("a company cannot fill somebody's inbox with invitations", async () => {
    const { owner } = await aCompany();
    const { id } = await add(owner, { name: "Агент", email: "calm@example.com", role: "sales_manager" });
    for (let i = 1; i < 5; i++) await invite(owner, { id });
    await expect(invite(owner, { id })).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("roles", () => {
  test("nobody raises himself or another above his own rights", async () => {
    const { owner, as } = await aCompany();
    const administrator = await as("administrator");
    const head = await as("head_of_sales");
    const underling = await as("sales_manager", { managerId: head.userId });
    const raise = async (by: Caller, id: string, role: Employee["role"]) =>
      change(by, { id, role, ver: await verOf(owner, id) });
    await expect(raise(administrator, administrator.userId, "owner")).rejects.toMatchObject(
      forbidden("role_above_own"),
    );
    await expect(raise(head, head.userId, "administrator")).rejects.toMatchObject(forbidden("role_above_own"));
    await expect(raise(head, underling.userId, "marketer")).rejects.toMatchObject(forbidden("role_above_own"));
    await expect(raise(underling, underling.userId, "head_of_sales")).rejects.toMatchObject(forbidden());
    await expect(add(administrator, { name: "Второй", role: "owner" })).rejects.toMatchObject(
      forbidden("role_above_own"),
    );
    expect(await raise(head, underling.userId, "telemarketing_agent")).toMatchObject({ role: "telemarketing_agent" });
    expect(await raise(owner, administrator.userId, "owner")).toMatchObject({ role: "owner" });
  });

  test("an owner is made, changed and closed by owners alone", async () => {
    const { owner, as } = await aCompany();
    const administrator = await as("administrator");
    const second = await as("owner");
    const ver = await verOf(owner, second.userId);
    await expect(change(administrator, { id: second.userId, role: "observer", ver })).rejects.toMatchObject(
      forbidden("role_above_own"),
    );
    await expect(close(administrator, { id: second.userId, ver })).rejects.toMatchObject(forbidden("role_above_own"));
    expect(await change(owner, { id: second.userId, role: "observer", ver })).toMatchObject({ role: "observer" });
  });

  test("the last active owner stays, whatever is asked", async () => {
    const { owner, as } = await aCompany();
    await as("owner"); // cannot sign in, so he does not count
    const ver = await verOf(owner, owner.userId);
    await expect(change(owner, { id: owner.userId, role: "observer", ver })).rejects.toMatchObject({
      details: { reason: "last_owner" },
    });
    await expect(close(owner, { id: owner.userId, ver })).rejects.toMatchObject({ details: { reason: "last_owner" } });
  });

  test("two owners who close or demote each other at the same moment leave one", async () => {
    for (let round = 0; round < 5; round++) {
      const { owner, as, system } = await aCompany();
      const second = await as("owner");
      await activate(system, second.userId);
      const [one, two] = [await verOf(owner, owner.userId), await verOf(owner, second.userId)];
      await Promise.allSettled([
        close(owner, { id: second.userId, ver: two }),
        change(second, { id: owner.userId, role: "observer", ver: one }),
      ]);
      const { employees } = await list(system);
      expect(employees.filter(({ role, state }) => role === "owner" && state === "active")).toHaveLength(1);
    }
  });

  test("a key made with a role that its maker no longer has ends with that role", async () => {
    const { owner, as } = await aCompany();
    const administrator = await as("administrator");
    await make(administrator, { label: "полный", role: "administrator" });
    await make(administrator, { label: "чтение", role: "sales_manager" });
    await change(owner, {
      id: administrator.userId,
      role: "head_of_sales",
      ver: await verOf(owner, administrator.userId),
    });
    const { keys } = await keysOf(owner);
    expect(keys.map(({ label, revokedAt }) => [label, revokedAt !== undefined])).toEqual([
      ["полный", true],
      ["чтение", false],
    ]);
  });
});

describe("those who leave", () => {
  test("a closed account loses the company and the keys it made, at once and together", async () => {
    const { owner, as, system, person } = await aCompany();
    const second = await as("owner");
    await activate(system, second.userId);
    await make(owner, { label: "обмен", role: "observer" });
    await close(second, { id: owner.userId, ver: await verOf(second, owner.userId) });
    expect((await personOf(new PlatformStore(newMeter()), person.id))?.companies).toEqual([]);
    expect((await keysOf(second)).keys).toMatchObject([{ label: "обмен", revokedAt: expect.any(String) as string }]);
    expect((await list(second)).employees.find(({ id }) => id === owner.userId)).toMatchObject({
      state: "closed",
      name: person.name,
    });
    await expect(close(second, { id: owner.userId, ver: await verOf(second, owner.userId) })).rejects.toMatchObject({
      details: { reason: "employee_left" },
    });
  });

  test("nobody can be put under one who left", async () => {
    const { owner, as } = await aCompany();
    const gone = await as("head_of_sales");
    await close(owner, { id: gone.userId, ver: await verOf(owner, gone.userId) });
    await expect(add(owner, { name: "Новый", role: "sales_manager", managerId: gone.userId })).rejects.toMatchObject(
      invalidAt("managerId", "not_one_of"),
    );
  });
});

describe("a head whose right ends at his team", () => {
  async function twoTeams() {
    const company = await aCompany();
    const { owner, as } = company;
    const all = await addTeam(owner, { name: "Все" });
    const north = await addTeam(owner, { name: "Север", parentId: all.id });
    const south = await addTeam(owner, { name: "Юг", parentId: all.id });
    await as("sales_manager", { teamId: south.id });
    const head = await as("head_of_sales", { teamId: north.id });
    const member = await as("sales_manager", { teamId: north.id });
    const stranger = await as("sales_manager", { teamId: south.id });
    return { ...company, all, north, south, member, stranger, head: await company.callerOf(head.userId) };
  }

  test("adds and changes people of his team and of nobody else's", async () => {
    const { head, north, south, member, stranger, owner } = await twoTeams();
    const added = await add(head, { name: "Свой", role: "sales_manager", teamId: north.id });
    expect(added.teamId).toBe(north.id);
    await expect(add(head, { name: "Чужой", role: "sales_manager", teamId: south.id })).rejects.toMatchObject(
      forbidden("outside_your_team"),
    );
    await expect(add(head, { name: "Ничей", role: "sales_manager" })).rejects.toMatchObject(
      forbidden("outside_your_team"),
    );
    expect(
      await change(head, { id: member.userId, name: "Иван", ver: await verOf(owner, member.userId) }),
    ).toMatchObject({ name: "Иван" });
    await expect(change(head, { id: stranger.userId, name: "Иван", ver: 1 })).rejects.toMatchObject(forbidden());
    await expect(close(head, { id: stranger.userId, ver: 1 })).rejects.toMatchObject(forbidden());
    await expect(invite(head, { id: stranger.userId, email: "x@example.com" })).rejects.toMatchObject(forbidden());
  });

  test("cannot widen his own reach by where he puts himself or another", async () => {
    const { head, all, south, member, owner } = await twoTeams();
    const put = async (id: string, place: { teamId?: string; managerId?: string }) =>
      change(head, { id, ver: await verOf(owner, id), ...place });
    await expect(put(head.userId, { teamId: all.id })).rejects.toMatchObject(forbidden("outside_your_team"));
    await expect(put(head.userId, { teamId: south.id })).rejects.toMatchObject(forbidden("outside_your_team"));
    await expect(put(member.userId, { teamId: all.id })).rejects.toMatchObject(forbidden("outside_your_team"));
    expect(await put(member.userId, { managerId: head.userId })).toMatchObject({ managerId: head.userId });
  });

  test("forms no teams", async () => {
    const { head, north, south } = await twoTeams();
    await expect(addTeam(head, { name: "Моя" })).rejects.toMatchObject(forbidden());
    await expect(changeTeam(head, { id: south.id, parentId: north.id, ver: 1 })).rejects.toMatchObject(forbidden());
    await expect(removeTeam(head, { id: south.id })).rejects.toMatchObject(forbidden());
  });
});

describe("the tree of people", () => {
  test("a circle of managers is refused, also when its parts come at the same moment", async () => {
    const { owner, as } = await aCompany();
    const people = [await as("sales_manager"), await as("sales_manager"), await as("sales_manager")].map(
      ({ userId }) => userId,
    );
    const [a, b, c] = people as [string, string, string];
    await change(owner, { id: b, managerId: a, ver: 1 });
    await change(owner, { id: c, managerId: b, ver: 1 });
    await expect(change(owner, { id: a, managerId: c, ver: 1 })).rejects.toMatchObject(
      invalidAt("managerId", "itself"),
    );
    await expect(change(owner, { id: a, managerId: a, ver: 1 })).rejects.toMatchObject(
      invalidAt("managerId", "itself"),
    );
    const [x, y] = [await as("sales_manager"), await as("sales_manager")].map(({ userId }) => userId) as [
      string,
      string,
    ];
    const settled = await Promise.allSettled([
      change(owner, { id: x, managerId: y, ver: 1 }),
      change(owner, { id: y, managerId: x, ver: 1 }),
    ]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("null takes team and manager away; what is not named stays", async () => {
    const { owner, as } = await aCompany();
    const team = await addTeam(owner, { name: "Север" });
    const one = await as("sales_manager", { teamId: team.id, managerId: owner.userId });
    const renamed = await change(owner, { id: one.userId, name: "Иван", ver: 1 });
    expect(renamed).toMatchObject({ teamId: team.id, managerId: owner.userId });
    const freed = await change(owner, { id: one.userId, teamId: null, managerId: null, ver: 2 });
    expect(freed.teamId ?? freed.managerId).toBeUndefined();
  });

  test("a team or manager of another company is none", async () => {
    const { owner } = await aCompany();
    const other = await aCompany();
    const team = await addTeam(other.owner, { name: "Чужая" });
    await expect(add(owner, { name: "А", role: "observer", teamId: team.id })).rejects.toMatchObject(
      invalidAt("teamId", "not_one_of"),
    );
    await expect(add(owner, { name: "А", role: "observer", managerId: other.owner.userId })).rejects.toMatchObject(
      invalidAt("managerId", "not_one_of"),
    );
    await expect(change(owner, { id: other.owner.userId, name: "А", ver: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a person changed meanwhile answers as he is now, without what is not shown", async () => {
    const { owner } = await aCompany();
    const error = await change(owner, { id: owner.userId, name: "А", ver: 7 }).catch((problem: unknown) => problem);
    expect(error).toMatchObject({
      code: "conflict",
      details: { reason: "stale", current: { id: owner.userId, ver: 1 } },
    });
    expect(JSON.stringify(error)).not.toContain("per_");
    expect(JSON.stringify(await list(owner))).not.toContain("per_");
  });
});

describe("teams", () => {
  test("stand in a tree without circles, also when its parts come at the same moment", async () => {
    const { owner } = await aCompany();
    const top = await addTeam(owner, { name: "Все" });
    const below = await addTeam(owner, { name: "Север", parentId: top.id });
    await expect(changeTeam(owner, { id: top.id, parentId: below.id, ver: top.ver })).rejects.toMatchObject(
      invalidAt("parentId", "itself"),
    );
    expect(await changeTeam(owner, { id: below.id, parentId: null, ver: below.ver })).toMatchObject({
      name: "Север",
      ver: 2,
    });
    const settled = await Promise.allSettled([
      changeTeam(owner, { id: top.id, parentId: below.id, ver: 1 }),
      changeTeam(owner, { id: below.id, parentId: top.id, ver: 2 }),
    ]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("one that somebody is in or that others are below is not removed; those who left do not hold it", async () => {
    const { owner, as } = await aCompany();
    const top = await addTeam(owner, { name: "Все" });
    const below = await addTeam(owner, { name: "Север", parentId: top.id });
    const one = await as("sales_manager", { teamId: below.id });
    await expect(removeTeam(owner, { id: top.id })).rejects.toMatchObject({ details: { reason: "team_in_use" } });
    await expect(removeTeam(owner, { id: below.id })).rejects.toMatchObject({ details: { reason: "team_in_use" } });
    await close(owner, { id: one.userId, ver: 1 });
    await removeTeam(owner, { id: below.id });
    await removeTeam(owner, { id: top.id });
    expect((await list(owner)).teams).toEqual([]);
    await expect(removeTeam(owner, { id: top.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("who joins a team while it is removed is never left in a team that is gone", async () => {
    for (let round = 0; round < 10; round++) {
      const { owner } = await aCompany();
      const team = await addTeam(owner, { name: "Север" });
      await Promise.allSettled([
        removeTeam(owner, { id: team.id }),
        add(owner, { name: "Новый", role: "sales_manager", teamId: team.id }),
      ]);
      const { employees, teams } = await list(owner);
      const joined = employees.some(({ teamId }) => teamId === team.id);
      expect(teams.some(({ id }) => id === team.id)).toBe(joined);
    }
  });
});

/** Makes an employee one who signs in, as an accepted invitation does. */
async function activate(system: Caller, id: string): Promise<void> {
  const tx = new PlatformStore(system.meter).tx(system);
  join(tx, (await find(system, id))!, { personId: "per_00000000000000000000000000" });
  await tx.commit({});
}
