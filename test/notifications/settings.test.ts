import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiError } from "#shared/http/client.ts";
import { usualWeek } from "#shared/calendars/schema.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { quietUntil } from "#shared/notifications/settings.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp, type Call } from "../support/people.ts";

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;

beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine);
});
afterAll(() => engine.stop());

const hours = { timeZone: "Europe/Moscow", quietFrom: "21:00", quietTo: "08:00" };

test("quiet hours go over midnight and end at their wall time", () => {
  expect(quietUntil(hours, "2026-12-01T17:59:00.000Z")).toBeUndefined();
  expect(quietUntil(hours, "2026-12-01T18:00:00.000Z")).toBe("2026-12-02T05:00:00.000Z");
  expect(quietUntil(hours, "2026-12-02T04:59:00.000Z")).toBe("2026-12-02T05:00:00.000Z");
  expect(quietUntil(hours, "2026-12-02T05:00:00.000Z")).toBeUndefined();
});

test("a day off is quiet up to the next working time, and quiet hours prolong it", () => {
  const calendar = { week: [...usualWeek.map((day) => [...day])], exceptions: [] };
  const friday = { timeZone: hours.timeZone, hours: calendar };
  expect(quietUntil(friday, "2026-12-04T20:00:00.000Z")).toBeUndefined();
  expect(quietUntil(friday, "2026-12-05T10:00:00.000Z")).toBe("2026-12-07T06:00:00.000Z");
  expect(quietUntil({ ...hours, quietTo: "10:00", hours: calendar }, "2026-12-04T19:00:00.000Z")).toBe(
    "2026-12-07T07:00:00.000Z",
  );
});

test("who leaves no moment at all is told at any", () => {
  const monday = usualWeek.map((day, place) => (place === 0 ? [...day] : []));
  const never = { ...hours, quietFrom: "09:00", quietTo: "08:59", hours: { week: monday, exceptions: [] } };
  expect(quietUntil(never, "2026-12-02T10:00:00.000Z")).toBeUndefined();
  const noWork = { ...hours, hours: { week: usualWeek.map(() => []), exceptions: [] } };
  expect(quietUntil(noWork, "2026-12-02T10:00:00.000Z")).toBeUndefined();
});

const settings = (call: Call) => call(notificationsContract.settings, {});

test("channels are as the role has them until one chooses, and again when one takes the choice back", async () => {
  const head = await joined(engine, company, { role: "head_of_sales", name: "Helen Head" });
  const observer = await joined(engine, company, { role: "observer", name: "Oleg Observer" });
  expect((await settings(head.call)).channels.task_done).toContain("email");
  expect((await settings(observer.call)).channels.deal_stuck).toEqual(["page"]);

  const chosen = await observer.call(notificationsContract.changeSettings, {
    ver: 0,
    channels: { deal_stuck: ["page", "email"], task_soon: [] },
  });
  expect(chosen.channels).toMatchObject({ deal_stuck: ["page", "email"], task_soon: [], deal_silent: ["page"] });
  const back = await observer.call(notificationsContract.changeSettings, {
    ver: chosen.ver,
    channels: { deal_stuck: null },
  });
  expect(back.channels).toMatchObject({ deal_stuck: ["page"], task_soon: [] });
  expect(back.usual.deal_stuck).toEqual(["page"]);
});

test("settings are one's own, and a change on an old version is refused", async () => {
  const seller = await joined(engine, company, { role: "sales_manager", name: "Sergey Seller" });
  const { ver } = await seller.call(notificationsContract.changeSettings, { ver: 0, morningAt: "07:15" });
  await expect(seller.call(notificationsContract.changeSettings, { ver: 0, morning: false })).rejects.toMatchObject({
    problem: { code: "conflict", reason: "stale" },
  });
  expect(await settings(seller.call)).toMatchObject({ ver, morningAt: "07:15", morning: true });
  expect((await settings(company.call)).morningAt).toBe("08:30");
});

test("a telephone is kept as it is dialled, and what is none is refused", async () => {
  const one = await joined(engine, company, { role: "sales_manager", name: "Pavel Phone" });
  const saved = await one.call(notificationsContract.changeSettings, { ver: 0, phone: "8 (916) 123-45-67" });
  expect(saved.phone).toBe("+79161234567");
  const refused = await one
    .call(notificationsContract.changeSettings, { ver: saved.ver, phone: "12-34" })
    .catch((error: unknown) => error as ApiError);
  expect(refused).toMatchObject({ problem: { issues: [{ path: "phone" }] } });
  const without = await one.call(notificationsContract.changeSettings, { ver: saved.ver, phone: null });
  expect(without.phone).toBeUndefined();
});

test("quiet hours have both ends or none", async () => {
  const one = await joined(engine, company, { role: "sales_manager", name: "Quentin Quiet" });
  await expect(one.call(notificationsContract.changeSettings, { ver: 0, quietFrom: "22:00" })).rejects.toMatchObject({
    problem: { issues: [{ path: "quietTo" }] },
  });
  for (const wrong of ["24:00", "8:00", "aa"])
    await expect(
      one.call(notificationsContract.changeSettings, { ver: 0, quietFrom: wrong, quietTo: "08:00" }),
    ).rejects.toMatchObject({ problem: { code: "invalid_input" } });
});
