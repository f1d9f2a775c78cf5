import fc from "fast-check";
import { expect, test } from "vitest";
import { periodOf, signalKinds, signalsOf, type Watched } from "#shared/deals/signals.ts";
import { dayAfter } from "#shared/wall.ts";

const pipeline = {
  normDays: 120,
  stages: [
    { id: "first", name: "First", normDays: 15 },
    { id: "last", name: "Last", silenceDays: 5 },
  ],
};

function seen(deal: Partial<Watched>, today: string) {
  const whole = { stageId: "first", openedOn: "2026-01-01", stageOn: "2026-01-01", ...deal };
  return signalsOf(whole, pipeline, today).map(({ kind, days, norm }) => `${kind} ${days}/${norm}`);
}

test("each signal comes alone, on the day after its norm", () => {
  const fresh = { contactOn: "2026-05-01", stageOn: "2026-05-01" };
  expect(seen(fresh, "2026-05-01")).toEqual([]);
  expect(seen(fresh, "2026-05-02")).toEqual(["overdue 121/120"]);
  expect(seen({ contactOn: "2026-01-16" }, "2026-01-16")).toEqual([]);
  expect(seen({ contactOn: "2026-01-16" }, "2026-01-17")).toEqual(["stuck 16/15"]);
  expect(seen({ stageOn: "2026-01-20" }, "2026-01-31")).toEqual([]);
  expect(seen({ stageOn: "2026-01-20" }, "2026-02-01")).toEqual(["silent 31/30"]);
});

test("all three stand side by side", () => {
  expect(seen({}, "2026-06-01")).toEqual(["overdue 151/120", "stuck 151/15", "silent 151/30"]);
});

test("a stage has a norm of silence of its own, and none of length where none is set", () => {
  expect(seen({ stageId: "last" }, "2026-01-06")).toEqual([]);
  expect(seen({ stageId: "last" }, "2026-01-07")).toEqual(["silent 6/5"]);
});

test("talks before a deal was opened do not count against it", () => {
  expect(seen({ contactOn: "2025-01-01", stageOn: "2026-01-20" }, "2026-01-31")).toEqual([]);
});

test("periods are counted by whole norms, the first from the day after the norm", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 4000 }), (norm, days) => {
      const period = periodOf({ days, norm });
      expect(days > period * norm && days <= (period + 1) * norm).toBe(true);
      const today = dayAfter("2020-02-29", days);
      const deal = { stageId: "x", openedOn: "2020-02-29", stageOn: "2020-02-29" };
      const found = signalsOf(deal, { normDays: norm, silenceDays: norm, stages: [] }, today);
      expect(found.map(({ kind }) => kind)).toEqual(period > 0 ? signalKinds.filter((kind) => kind !== "stuck") : []);
    }),
  );
});
