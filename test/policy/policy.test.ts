import fc from "fast-check";
import { expect, test } from "vitest";
import { newMeter, type Caller } from "#shared/caller.ts";
import { Problem } from "#shared/errors.ts";
import { can, demand, may, permitted, rightsOf, scopeOf } from "#shared/policy.ts";
import { actions, roles, scopes, sections, type Role, type Section } from "#shared/policy-names.ts";
import { compile, type Value } from "#shared/query/tree.ts";

/**
 * The start set, written down a second time: read, create, write, delete, export of each section as the first letter
 * of a scope (`a`ll, `t`eam, `o`wn, `-` none), in the order of the sections.
 */
const expected: Record<Role, string> = {
  //                     clients deals history products dictionaries employees settings keys imports audit inquiries
  owner: /*           */ "aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa",
  administrator: /*   */ "aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa",
  head_of_sales: /*   */ "atttt ttttt atttt a---- a---- att-- a---- ----- ----- t---- ttt--",
  sales_manager: /*   */ "aoo-- too-- aoo-- a---- a---- a---- a---- ----- ----- ----- ooo--",
  telemarketing_agent: "aoo-- oo--- ooo-- a---- a---- a---- a---- ----- ----- ----- ooo--",
  marketer: /*        */ "a---a a---- aoo-- a---- aaa-- a---- a---- ----- ----- ----- a----",
  service_specialist: "a-o-- a---- aoo-- a---- a---- a---- a---- ----- ----- ----- ooo--",
  accountant: /*      */ "a---- a---- ooo-- aaa-- a---- a---- a---- ----- ----- ----- -----",
  observer: /*        */ "a---- a---- a---- a---- a---- a---- a---- ----- ----- ----- a----",
};

test("every role has the rights of the start set and no other", () => {
  const found = roles.map((role) => {
    const of = (section: Section) =>
      actions.map((action) => letter(scopeOf({ role, kind: "employee" }, section, action))).join("");
    return [role, sections.map(of).join(" ")];
  });
  expect(Object.fromEntries(found)).toEqual(expected);
});

test("nobody may change what he may not read: each right reaches no further than reading does", () => {
  for (const role of roles) {
    for (const section of sections) {
      const [read = 0, ...rest] = actions.map((action) =>
        scopes.indexOf(scopeOf({ role, kind: "employee" }, section, action)),
      );
      expect(Math.max(...rest), `${role} ${section}`).toBeLessThanOrEqual(read);
    }
  }
});

test("a key has the rights of its role, the system all of them", () => {
  for (const section of sections) {
    for (const action of actions) {
      expect(scopeOf({ role: "observer", kind: "key" }, section, action)).toBe(
        scopeOf({ role: "observer", kind: "employee" }, section, action),
      );
      expect(scopeOf({ role: "observer", kind: "system" }, section, action)).toBe("all");
    }
  }
});

const people = ["usr_me", "usr_mate", "usr_other"];
const person = fc.option(fc.constantFrom(...people), { nil: undefined });
const record = fc.record({
  id: fc.constantFrom(...people),
  curatorId: person,
  managerId: person,
  performerId: person,
  createdBy: person,
  by: person,
  assigneeId: person,
  forEmployeeId: person,
});
const question = {
  role: fc.constantFrom(...roles),
  section: fc.constantFrom(...sections),
  action: fc.constantFrom(...actions),
};

test("the condition put before a list lets through exactly the records that may be asked for one by one", () => {
  fc.assert(
    fc.property(fc.record(question), fc.array(record), ({ role, section, action }, records) => {
      const caller = callerOf(role);
      const rule = permitted(caller, section, action);
      const listed =
        typeof rule === "boolean"
          ? rule
            ? records
            : []
          : records.filter(compile<Row>(rule, (field) => (one) => one[field]));
      expect(listed).toEqual(records.filter((one) => may(caller, section, action, one)));
    }),
  );
});

test("own reaches what one leads, performs or made; team what members do; all everything; none nothing", () => {
  const owners: Partial<Record<Section, readonly (keyof Reached)[]>> = {
    clients: ["curatorId", "createdBy"],
    deals: ["managerId", "createdBy"],
    history: ["performerId", "createdBy"],
    employees: ["id", "managerId"],
    audit: ["by"],
    inquiries: ["assigneeId", "forEmployeeId", "createdBy"],
  };
  fc.assert(
    fc.property(fc.record(question), record, ({ role, section, action }, one) => {
      const caller = callerOf(role);
      const held = (owners[section] ?? []).map((field) => one[field]);
      const reached = {
        none: false,
        own: held.includes("usr_me"),
        // What is nobody's yet any team may take.
        team:
          held.some((id) => id === "usr_me" || id === "usr_mate") ||
          (section === "inquiries" && one.assigneeId === undefined),
        all: true,
      };
      expect(may(caller, section, action, one)).toBe(reached[scopeOf(caller, section, action)]);
    }),
  );
});

test("a record out of sight answers as a missing one, one in sight that may not be changed as forbidden", () => {
  fc.assert(
    fc.property(fc.record(question), fc.option(record, { nil: undefined }), ({ role, section, action }, one) => {
      const caller = callerOf(role);
      const code = codeOf(() => demand(caller, section, action, one));
      if (!one || !may(caller, section, "read", one)) expect(code).toBe("not_found");
      else expect(code).toBe(may(caller, section, action, one) ? "done" : "forbidden");
    }),
  );
});

test("what a record says the caller can is what the rules let him", () => {
  fc.assert(
    fc.property(fc.record(question), record, ({ role, section }, one) => {
      const caller = callerOf(role);
      const allowed = can(caller, section, one);
      for (const action of actions)
        expect(allowed.includes(action)).toBe(codeOf(() => demand(caller, section, action, one)) === "done");
    }),
  );
});

test("the rights told to a person are those that count", () => {
  for (const role of roles) {
    const rights = rightsOf({ role, kind: "employee" });
    for (const section of sections) {
      for (const action of actions)
        expect(rights[section][action] ?? "none").toBe(scopeOf({ role, kind: "employee" }, section, action));
    }
  }
});

type Row = Record<string, Value | undefined>;
type Reached = Record<
  "id" | "curatorId" | "managerId" | "performerId" | "createdBy" | "by" | "assigneeId" | "forEmployeeId",
  string | undefined
>;

function letter(scope: string): string {
  return scope === "none" ? "-" : scope.charAt(0);
}

function codeOf(run: () => unknown): Problem["code"] | "done" {
  try {
    run();
    return "done";
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

function callerOf(role: Role): Caller {
  return {
    kind: "employee",
    tenant: "co_2222222222",
    actor: "usr_me",
    userId: "usr_me",
    role,
    shards: 1,
    members: new Set(["usr_me", "usr_mate"]),
    timeZone: "UTC",
    currency: "RUB",
    now: "2026-11-22T09:00:00.000Z",
    requestId: "test",
    language: "ru",
    meter: newMeter(),
  };
}
