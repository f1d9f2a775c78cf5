import { expect, test, beforeAll, afterAll } from "vitest";
import { newIdAt } from "#shared/ids.ts";
import { news, read } from "#shared/notifications/notifications.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { signedUp } from "#test/support/people.ts";
import { problemOf } from "#test/support/problems.ts";
import { aNotice, tell } from "./telling.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("an id beyond the last moment that one can hold is wrong input, to look after it and to read up to it", async () => {
  const { call } = await signedUp(engine);
  const beyond = `ntf_${"Z".repeat(26)}`;
  expect(await problemOf(call(notificationsContract.news, { after: beyond }))).toMatchObject({ code: "invalid_input" });
  expect(await problemOf(call(notificationsContract.read, { until: beyond }))).toMatchObject({ code: "invalid_input" });
});

test("nobody marks as read what he will be told in the future", async () => {
  const { owner } = await aCompany();
  const ahead = (ms: number) => newIdAt("notification", Date.parse(owner.now) + ms);
  await expect(read(owner, { ids: [], until: ahead(61_000) })).rejects.toMatchObject({
    code: "invalid_input",
    message: "future",
  });
  await read(owner, { ids: [], until: ahead(-1000) });
  await tell(owner, [aNotice(1, false, owner.now)]);
  expect(await news(owner, {})).toMatchObject({ unread: 1 });
  // A clock may be fast by a minute.
  await read(owner, { ids: [], until: ahead(59_000) });
  expect(await news(owner, {})).toMatchObject({ unread: 0 });
});
