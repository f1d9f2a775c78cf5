import { afterAll, beforeAll, expect, test } from "vitest";
import { employeesContract } from "#shared/employees/contract.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { messageQueries, messagesContract } from "#shared/messages/contract.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { calling, joined, signedUp } from "#test/support/people.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

test("two colleagues write to each other over the API, and a key reads and writes as its maker", async () => {
  const owner = await signedUp(engine);
  const anna = await joined(engine, owner, { role: "sales_manager", name: "Anna" });
  const { id } = await owner.call(messagesContract.start, { employeeId: anna.employee.id });
  const first = await owner.call(messagesContract.send, { id, text: "Hello, Anna" });
  expect(await anna.call(messageQueries.unread, {})).toEqual({ count: 1, conversations: 1 });
  await anna.call(messagesContract.read, { id, seq: 1 });
  expect(await anna.call(messageQueries.unread, {})).toEqual({ count: 0, conversations: 0 });
  const { conversations } = await anna.call(messageQueries.list, {});
  expect(conversations).toMatchObject([{ id, kind: "direct", lastText: "Hello, Anna", sent: 1, unread: 0 }]);

  const { key } = await owner.call(keysContract.make, { label: "Robot", role: "observer" });
  const robot = calling(engine, { authorization: `Bearer ${key}` });
  const { messages } = await robot(messagesContract.page, { id });
  expect(messages).toMatchObject([{ id: first.message.id, text: "Hello, Anna" }]);
  const { message } = await robot(messagesContract.send, { id, text: "The report is ready" });
  const { employees } = await owner.call(employeesContract.list, {});
  expect(message.authorId).toBe(employees.find(({ role }) => role === "owner")!.id);
  expect((await anna.call(messageQueries.search, { q: "repo" })).messages).toMatchObject([{ id: message.id }]);
});

test("a text of nothing or without end, a stranger's cursor and too many mentions are wrong input", async () => {
  const owner = await signedUp(engine);
  const colleague = await owner.call(employeesContract.add, { name: "Boris", role: "observer" });
  const { id } = await owner.call(messagesContract.start, { employeeId: colleague.id });
  const post = async (path: string, body: object) =>
    (
      await engine.request({
        method: "POST",
        path: `/api/v1${path}`,
        headers: { ...owner.headers, "content-type": "application/json" },
        body,
      })
    ).status;
  expect(await post(`/conversations/${id}/messages`, { text: "  " })).toBe(400);
  expect(await post(`/conversations/${id}/messages`, { text: "a".repeat(4001) })).toBe(400);
  expect(await post(`/conversations/${id}/messages`, { text: "я".repeat(4000) })).toBe(201);
  expect(await post(`/conversations/${id}/messages`, { text: "a", mentions: Array(21).fill(colleague.id) })).toBe(400);
  expect(await post(`/conversations`, {})).toBe(400);
  expect(await post(`/conversations`, { employeeId: colleague.id, title: "x", memberIds: [colleague.id] })).toBe(400);
  expect(await post(`/conversations/${id}/read`, { seq: -1 })).toBe(400);
  expect(await post(`/conversations/${id}/read`, { seq: 10_000 })).toBe(200);
  const forged = await engine.request({
    method: "GET",
    path: `/api/v1/conversations/${id}/messages?cursor=abc.def`,
    headers: owner.headers,
  });
  expect(forged.status).toBe(400);
});
