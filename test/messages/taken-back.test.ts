import { afterAll, beforeAll, expect, test } from "vitest";
import { systemCaller } from "#functions/lib/system.ts";
import { messagesContract } from "#shared/messages/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { outwardOf } from "#shared/notifications/outward.ts";
import { quietUntil } from "#shared/notifications/settings.ts";
import { NotificationTable } from "#shared/notifications/table.ts";
import { storeOf } from "#shared/table/store.ts";
import { after } from "#shared/time.ts";
import { wallOf } from "#shared/wall.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { joined, signedUp } from "#test/support/people.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const SECRET = "The sealed price is 700";

test("what was taken back is told nowhere: not in the list, the news, a digest or a push, and no notice keeps it", async () => {
  const company = await signedUp(engine);
  const head = await joined(engine, company, { role: "head_of_sales", name: "Helen Head" });
  const seller = await joined(engine, company, { role: "sales_manager", name: "Sergey Seller" });
  const now = new Date().toISOString();
  const system = await systemCaller(company.company, now, "test");
  const wall = (seconds: number) => wallOf(after(now, seconds), system.timeZone).slice(11);
  const quiet = { quietFrom: wall(-7200), quietTo: wall(7200) };
  await seller.call(notificationsContract.changeSettings, { ver: 0, morning: false, ...quiet });

  const { id } = await head.call(messagesContract.start, { employeeId: seller.employee.id });
  const mentions = [seller.employee.id];
  const { after: seen } = await seller.call(notificationsContract.news, {});
  const { message } = await head.call(messagesContract.send, { id, text: SECRET, mentions });
  await engine.pump();
  const { message: other } = await head.call(messagesContract.send, { id, text: "See you at ten", mentions });
  await engine.pump();
  const listed = async () => (await seller.call(notificationsContract.list, {})).notifications.map(({ text }) => text);
  expect(await listed()).toEqual(["See you at ten", SECRET]);
  const [notice] = await storeOf(system).query(NotificationTable, {
    pk: `N#${seller.employee.id}`,
    from: "ntf_",
    to: "ntf_~",
  });
  expect(JSON.stringify(notice)).not.toContain(SECRET);

  const envelope = {
    ...{ id: "evt_1", name: "notice.told", v: 1, at: now, tenant: company.company, actor: "system" },
    entity: { kind: "notification", id: notice!.id, ver: 1 },
    payload: { userId: seller.employee.id, channels: ["push" as const] },
  };
  expect(await outwardOf(system, envelope, "push")).toMatchObject({ text: SECRET });
  await head.call(messagesContract.correct, { id, messageId: other.id, ver: 1, text: "See you at nine" });
  await head.call(messagesContract.takeBack, { id, messageId: message.id });
  expect(await listed()).toEqual(["See you at nine", ""]);
  const { notifications } = await seller.call(notificationsContract.news, { after: seen });
  expect(notifications.map(({ text }) => text)).toEqual(["", "See you at nine"]);
  expect(await outwardOf(system, envelope, "push")).toMatchObject({ title: "Helen Head mentions you", text: "" });

  await engine.tick(quietUntil({ timeZone: system.timeZone, ...quiet }, now)!);
  await engine.pump();
  const digest = (await engine.inbox(seller.email)).map(({ body }) => body.text ?? "").join();
  expect(digest).toContain("See you at nine");
  expect(digest).not.toContain(SECRET);
});
