import { afterAll, beforeAll, expect, test } from "vitest";
import { of } from "#shared/audit/audit.ts";
import { writeChange } from "#shared/audit/write.ts";
import { addContact, change, create, remove } from "#shared/clients/clients.ts";
import { asSystem } from "#shared/caller.ts";
import type { Envelope, PayloadOf } from "#shared/events.ts";
import { newId } from "#shared/ids.ts";
import type { recordChanged } from "#shared/table/changed.ts";
import { plan } from "#shared/tasks/tasks.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const card = { name: "Пекарня", kind: "organisation" as const, phones: [], emails: [] };

test("every change of a record is in its trail, newest first, field by field, with who and when", async () => {
  const { owner, as } = await aCompany();
  const client = await create(owner, card);
  const second = await as("administrator");
  await change(second, { id: client.id, ver: 1, name: "Кондитерская", need: "хлеб" });
  await remove(owner, { id: client.id });
  await engine.pump();
  const { changes, older } = await of(owner, { id: client.id });
  expect(older).toBeUndefined();
  expect(changes).toMatchObject([
    { ver: 3, by: owner.actor, entity: "client", fields: [{ field: "deletedAt", after: owner.now }] },
    {
      ver: 2,
      by: second.actor,
      at: second.now,
      fields: [
        { field: "name", before: "Пекарня", after: "Кондитерская" },
        { field: "need", after: "хлеб" },
      ],
    },
    { ver: 1, by: owner.actor },
  ]);
});

test("whoever may not read the record, or is of another company, is told that there is none", async () => {
  const [{ owner, as }, other] = await Promise.all([aCompany(), aCompany()]);
  const client = await create(owner, card);
  await engine.pump();
  const none = { code: "not_found", details: {} };
  await expect(of(other.owner, { id: client.id })).rejects.toMatchObject(none);
  await expect(of(owner, { id: newId("client") })).rejects.toMatchObject(none);
  await expect(of(owner, { id: "xyz_12345678" })).rejects.toMatchObject(none);
  await expect(of(owner, { id: other.id })).rejects.toMatchObject(none);
  const agent = await as("telemarketing_agent");
  const { task } = await plan(owner, { clientId: client.id, at: "2026-12-01T10:00", text: "Позвонить" });
  await engine.pump();
  await of(owner, { id: task.id });
  await expect(of(agent, { id: task.id })).rejects.toMatchObject(none);
});

test("a head of sales sees what his team changed", async () => {
  const { owner, as } = await aCompany();
  const head = await as("head_of_sales");
  const client = await create(owner, card);
  await change(head, { id: client.id, ver: 1, name: "Кондитерская" }).catch(() => undefined);
  const own = await create(head, card);
  await engine.pump();
  expect((await of(head, { id: client.id })).changes).toEqual([]);
  expect((await of(head, { id: own.id })).changes).toHaveLength(1);
});

test("a contact person's trail is found by the card he stands on; a dictionary's by its name", async () => {
  const { owner } = await aCompany();
  const client = await create(owner, card);
  const contact = await addContact(owner, { clientId: client.id, lastName: "Иванов", phones: [], emails: [] });
  await engine.pump();
  expect((await of(owner, { id: contact.id })).changes).toMatchObject([{ entity: "contact", ver: 1 }]);
  expect((await of(owner, { id: "activity_type" })).changes).toMatchObject([{ entity: "dictionary", ver: 1 }]);
  expect((await of(owner, { id: owner.userId })).changes).toMatchObject([{ entity: "employee", ver: 1 }]);
  expect((await of(owner, { id: owner.tenant })).changes).toMatchObject([{ entity: "company", ver: 1 }]);
});

test("changes that come twice, at once and in any order are there once, in order; a long trail comes in pages", async () => {
  const { owner } = await aCompany();
  const client = await create(owner, card);
  await engine.pump();
  const system = asSystem(owner, owner.tenant);
  const versions = Array.from({ length: 120 }, (_, index) => index + 2);
  const shuffled = [...versions, ...versions].sort((one, other) => ((one * 7919) % 97) - ((other * 7919) % 97));
  await Promise.all(shuffled.map((ver) => writeChange(system, changeOf(owner.tenant, client.id, ver))));
  const first = await of(owner, { id: client.id });
  expect(first.changes).toHaveLength(100);
  const rest = await of(owner, { id: client.id, before: first.older! });
  expect([...first.changes, ...rest.changes].map(({ ver }) => ver)).toEqual([...versions.reverse(), 1]);
  expect(rest.older).toBeUndefined();
});

test("a message that is no change goes to the dead-letter queue, and those behind it are written", async () => {
  const { owner } = await aCompany();
  await engine.pump();
  const url = engine.names.queueUrls.get("audit")!;
  await engine.clients.send(url, "{broken");
  await engine.clients.send(
    url,
    JSON.stringify({ "detail-type": "record.changed", time: owner.now, detail: { name: "x" } }),
  );
  const client = await create(owner, card);
  await engine.pump();
  expect((await of(owner, { id: client.id })).changes).toHaveLength(1);
  expect((await engine.deadLetters("audit")).length).toBe(2);
});

function changeOf(tenant: string, id: string, ver: number): Envelope<PayloadOf<typeof recordChanged>> {
  return {
    id: newId("event"),
    name: "record.changed",
    v: 1,
    at: "2026-11-22T09:30:00.000Z",
    tenant,
    actor: "system",
    entity: { kind: "client", id, ver },
    payload: { entity: "client", id, ver, before: { name: `${ver - 1}` }, after: { name: `${ver}` } },
  };
}
