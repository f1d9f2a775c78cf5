import fc from "fast-check";
import { expect, test } from "vitest";
import { route, type AskedFacts, type Taker, type Takers } from "#shared/inquiries/routing.ts";
import type { RoutingRule } from "#shared/inquiries/schema.ts";

const north = "dic_north";
const people = ["usr_a", "usr_b", "usr_c", "usr_d", "usr_owner"] as const;
const anyone = fc.constantFrom(...people);

const taker = fc.record({
  active: fc.boolean(),
  away: fc.boolean(),
  deputyId: fc.option(anyone, { nil: undefined }),
  worksAt: fc.constantFrom("2026-12-01T06:00:00.000Z", "2026-12-02T06:00:00.000Z"),
  open: fc.nat(5),
  lastAt: fc.constantFrom("", "2026-11-01", "2026-11-02"),
});

const rule: fc.Arbitrary<RoutingRule> = fc.record({
  name: fc.constant("Rule"),
  when: fc.record({
    channels: fc.subarray(["call", "email"] as const),
    regionIds: fc.subarray([north]),
    industryIds: fc.constant([]),
    languages: fc.subarray(["ru"]),
    sourceIds: fc.constant([]),
    triggerIds: fc.constant([]),
    hours: fc.constantFrom("any" as const, "working" as const, "off" as const),
  }),
  to: fc.oneof(
    fc.constant({ kind: "curator" as const }),
    fc.record({ kind: fc.constant("employee" as const), employeeId: anyone }),
    fc.constant({ kind: "team" as const, teamId: "team_one" }),
  ),
});

const asked: fc.Arbitrary<AskedFacts> = fc.record({
  channel: fc.constantFrom("call" as const, "email" as const, "web" as const),
  regionId: fc.option(fc.constant(north), { nil: undefined }),
  industryId: fc.constant(undefined),
  language: fc.option(fc.constantFrom("ru", "en"), { nil: undefined }),
  sourceId: fc.constant(undefined),
  triggerId: fc.constant(undefined),
  forEmployeeId: fc.option(anyone, { nil: undefined }),
  curatorId: fc.option(anyone, { nil: undefined }),
  working: fc.boolean(),
});

/** Everybody as drawn, and an owner who works here: every company has one. */
const company = fc.array(taker, { minLength: people.length, maxLength: people.length }).map((drawn) => {
  const all = new Map(people.map((id, place): [string, Taker] => [id, { id, ...drawn[place]! }]));
  all.get("usr_owner")!.active = true;
  return all;
});

function takersOf(all: ReadonlyMap<string, Taker>, team: readonly string[] = ["usr_a", "usr_b", "usr_c"]): Takers {
  return { taker: (id) => all.get(id), teamOf: () => team, fallbacks: [["usr_d"], ["usr_owner"]] };
}

test("whatever the rules and whoever is away, somebody who works here takes the inquiry", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), asked, company, (rules, facts, all) => {
      const { assigneeId, routing } = route(rules, facts, takersOf(all));
      const chosen = all.get(assigneeId ?? "");
      expect(chosen?.active).toBe(true);
      // One who is away gets it only where everybody is whom the last resort may name.
      if (chosen?.away) {
        expect(routing.how).toBe("fallback");
        expect(all.get("usr_d")!.active && !all.get("usr_d")!.away).toBe(false);
      }
    }),
  );
});

test("the same facts find the same one, in whatever order people are listed", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), asked, company, (rules, facts, all) => {
      const forth = route(rules, facts, takersOf(all));
      const back = route(rules, facts, takersOf(all, ["usr_c", "usr_b", "usr_a"]));
      expect(back).toEqual(forth);
    }),
  );
});

test("the first rule that holds and finds somebody wins, and says so", () => {
  const all = new Map(people.map((id): [string, Taker] => [id, there(id)]));
  const rules: RoutingRule[] = [
    { name: "Letters", when: when({ channels: ["email"] }), to: { kind: "employee", employeeId: "usr_a" } },
    { name: "North", when: when({ regionIds: [north] }), to: { kind: "employee", employeeId: "usr_b" } },
    { name: "Curator", when: when({}), to: { kind: "curator" } },
  ];
  expect(route(rules, facts({ regionId: north }), takersOf(all))).toEqual({
    assigneeId: "usr_b",
    routing: { how: "rule", rule: 2, name: "North" },
  });
  all.get("usr_b")!.away = true;
  expect(route(rules, facts({ regionId: north, curatorId: "usr_c" }), takersOf(all)).routing).toMatchObject({
    rule: 3,
  });
  all.get("usr_b")!.deputyId = "usr_d";
  expect(route(rules, facts({ regionId: north }), takersOf(all))).toEqual({
    assigneeId: "usr_d",
    routing: { how: "rule", rule: 2, name: "North", insteadOf: "usr_b" },
  });
  expect(route(rules, facts({}), takersOf(all)).routing).toEqual({ how: "fallback" });
});

test("whoever was asked for takes it; while he is away his deputy, before any rule", () => {
  const all = new Map(people.map((id): [string, Taker] => [id, there(id)]));
  const rules: RoutingRule[] = [{ name: "All", when: when({}), to: { kind: "employee", employeeId: "usr_a" } }];
  expect(route(rules, facts({ forEmployeeId: "usr_c" }), takersOf(all))).toEqual({
    assigneeId: "usr_c",
    routing: { how: "wanted" },
  });
  Object.assign(all.get("usr_c")!, { away: true, deputyId: "usr_b" });
  expect(route(rules, facts({ forEmployeeId: "usr_c" }), takersOf(all))).toEqual({
    assigneeId: "usr_b",
    routing: { how: "wanted", insteadOf: "usr_c" },
  });
  all.get("usr_c")!.deputyId = undefined;
  expect(route(rules, facts({ forEmployeeId: "usr_c" }), takersOf(all)).assigneeId).toBe("usr_a");
});

test("a rule by hours holds in them or out of them alone, and of a team whoever works soonest is taken", () => {
  const all = new Map(people.map((id): [string, Taker] => [id, there(id)]));
  all.get("usr_a")!.worksAt = "2026-12-03T06:00:00.000Z";
  all.get("usr_b")!.worksAt = "2026-12-02T06:00:00.000Z";
  all.get("usr_c")!.worksAt = "2026-12-04T06:00:00.000Z";
  const rules: RoutingRule[] = [
    { name: "Night", when: when({ hours: "off" }), to: { kind: "team", teamId: "team_one" } },
    { name: "Day", when: when({ hours: "working" }), to: { kind: "employee", employeeId: "usr_d" } },
  ];
  expect(route(rules, facts({ working: false }), takersOf(all)).assigneeId).toBe("usr_b");
  expect(route(rules, facts({ working: true }), takersOf(all)).assigneeId).toBe("usr_d");
});

test("a team shares what comes: loads that were level stay within one of each other", () => {
  const rules: RoutingRule[] = [{ name: "Team", when: when({}), to: { kind: "team", teamId: "team_one" } }];
  fc.assert(
    fc.property(fc.nat(40), fc.nat(3), (inquiries, start) => {
      const all = new Map(people.map((id): [string, Taker] => [id, { ...there(id), open: start }]));
      for (let nth = 0; nth < inquiries; nth++) {
        const chosen = all.get(route(rules, facts({}), takersOf(all)).assigneeId!)!;
        chosen.open += 1;
        chosen.lastAt = String(nth).padStart(4, "0");
      }
      const loads = ["usr_a", "usr_b", "usr_c"].map((id) => all.get(id)!.open);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      expect(loads.reduce((sum, one) => sum + one, 0)).toBe(start * 3 + inquiries);
    }),
  );
});

test("it is nobody's only where there is nobody", () => {
  expect(route([], facts({}), { taker: () => undefined, teamOf: () => [], fallbacks: [["usr_d"]] })).toEqual({
    routing: { how: "nobody" },
  });
});

function there(id: string): Taker {
  return { id, active: true, away: false, worksAt: "2026-12-01T06:00:00.000Z", open: 0, lastAt: "" };
}

function when(own: Partial<RoutingRule["when"]>): RoutingRule["when"] {
  return {
    channels: [],
    regionIds: [],
    industryIds: [],
    languages: [],
    sourceIds: [],
    triggerIds: [],
    hours: "any",
    ...own,
  };
}

function facts(own: Partial<AskedFacts>): AskedFacts {
  return { channel: "call", working: true, ...own };
}
