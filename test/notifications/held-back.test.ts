import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings, list } from "#shared/notifications/notifications.ts";
import { dayAfter } from "#shared/wall.ts";
import { aCompany } from "../support/callers.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { aNotice, tell } from "./telling.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** Ticks of far years look at each day before them. */
const tomorrow = dayAfter(new Date().toISOString().slice(0, 10), 1);

test("five go out alone in a quarter of an hour, the sixth and those after it in one letter at its end", async () => {
  const now = `${tomorrow}T09:01:00.000Z`;
  const company = await aCompany({ language: "en" });
  const channels = { message_received: ["page" as const, "email" as const] };
  await changeSettings(company.owner, { ver: 0, morning: false, channels });
  for (let number = 0; number < 8; number++) await tell({ ...company.owner, now }, [aNotice(number, false, now)]);
  await engine.pump();
  const { email } = company.person;
  expect(await engine.inbox(email)).toHaveLength(5);
  await engine.tick(`${tomorrow}T09:14:00Z`);
  await engine.pump();
  expect(await engine.inbox(email)).toHaveLength(5);
  await engine.tick(`${tomorrow}T09:15:00Z`);
  await engine.pump();
  const letters = await engine.inbox(email);
  expect(letters).toHaveLength(6);
  expect(["Told-005", "Told-006", "Told-007"].filter((who) => letters[5]!.body.text?.includes(who))).toHaveLength(3);
});

test("quiet hours hold back until their end, what is urgent passes, and the page has all at once", async () => {
  const night = `${tomorrow}T20:00:00.000Z`;
  const company = await aCompany({ language: "en" });
  const channels = { message_received: ["page" as const, "email" as const] };
  const hours = { quietFrom: "21:00", quietTo: "08:00" };
  await changeSettings(company.owner, { ver: 0, morning: false, channels, ...hours });
  const caller = { ...company.owner, now: night };
  await tell(caller, [aNotice(1, false, night)]);
  await tell(caller, [aNotice(2, true, night)]);
  await engine.pump();
  const { email } = company.person;
  expect((await list(company.owner, {})).notifications).toHaveLength(2);
  expect((await engine.inbox(email)).map(({ subject }) => subject)).toEqual(["A message from Told-002"]);
  await engine.tick(`${dayAfter(tomorrow, 1)}T04:59:00Z`);
  await engine.pump();
  expect(await engine.inbox(email)).toHaveLength(1);
  await engine.tick(`${dayAfter(tomorrow, 1)}T05:00:00Z`);
  await engine.pump();
  expect(await engine.inbox(email)).toHaveLength(2);
});
