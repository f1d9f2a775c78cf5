import fc from "fast-check";
import { expect, test } from "vitest";
import { chainAbove, membersOf } from "#shared/employees/members.ts";

interface Person {
  id: string;
  teamId?: string | undefined;
  managerId?: string | undefined;
}

/** Companies of any shape, circles of teams and of managers and dangling ids among them. */
const company = fc
  .record({ people: fc.integer({ min: 1, max: 30 }), teams: fc.integer({ min: 0, max: 10 }) })
  .chain(({ people, teams }) => {
    const person = fc.option(fc.integer({ min: 0, max: people }), { nil: undefined });
    const team = fc.option(fc.integer({ min: 0, max: teams }), { nil: undefined });
    const id = (prefix: string, at: number | undefined) => (at === undefined ? undefined : `${prefix}${at}`);
    return fc.record({
      employees: fc
        .array(fc.tuple(team, person), { minLength: people, maxLength: people })
        .map((rows) => rows.map(([t, m], i): Person => ({ id: `e${i}`, teamId: id("t", t), managerId: id("e", m) }))),
      teams: fc
        .array(team, { minLength: teams, maxLength: teams })
        .map((rows) => rows.map((parent, i) => ({ id: `t${i}`, parentId: id("t", parent) }))),
    });
  });

test("an employee's members are himself, his team, teams below and all who report to him, and nobody else", () => {
  fc.assert(
    fc.property(company, ({ employees, teams }) => {
      for (const own of employees) {
        const members = membersOf(own, employees, teams);
        const expected = employees.filter(
          (one) => one.id === own.id || reports(one, own.id) || isWithin(one.teamId, own.teamId),
        );
        expect([...members].sort()).toEqual(expected.map(({ id }) => id).sort());
      }

      // The definition, the slow way: up from each employee, no longer than there are steps.
      function reports(one: Person, managerId: string): boolean {
        let at = one.managerId;
        for (let step = 0; step <= employees.length && at !== undefined; step++) {
          if (at === managerId) return true;
          at = employees.find(({ id }) => id === at)?.managerId;
        }
        return false;
      }
      function isWithin(teamId: string | undefined, top: string | undefined): boolean {
        let at = teamId;
        for (let step = 0; step <= teams.length && at !== undefined && top !== undefined; step++) {
          if (at === top) return true;
          at = teams.find(({ id }) => id === at)?.parentId;
        }
        return false;
      }
    }),
  );
});

test("who joins a team or a manager is added to members, nobody is lost", () => {
  fc.assert(
    fc.property(company, ({ employees, teams }) => {
      const own = employees[0]!;
      const before = membersOf(own, employees, teams);
      const after = membersOf(own, [...employees, { id: "new", managerId: own.id }], teams);
      expect(after).toEqual(new Set([...before, "new"]));
    }),
  );
});

test("a chain ends at its top, and a circle through oneself is told", () => {
  fc.assert(
    fc.property(company, ({ employees }) => {
      for (const { id, managerId } of employees) {
        const chain = chainAbove(id, managerId, employees, (one) => one.managerId);
        if (chain) expect(new Set(chain).size).toBe(chain.length);
        if (chain) expect(chain.map((one) => one.id)).not.toContain(id);
      }
    }),
  );
  const row = [{ id: "a", up: "b" }, { id: "b", up: "c" }, { id: "c" }];
  expect(chainAbove("a", "b", row, ({ up }) => up)?.map(({ id }) => id)).toEqual(["b", "c"]);
  expect(chainAbove("c", "a", row, ({ up }) => up)).toBeUndefined();
  expect(chainAbove("c", "c", row, ({ up }) => up)).toBeUndefined();
});
