import { ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { absencesContract } from "#shared/absences/contract.ts";
import { calendarsContract } from "#shared/calendars/contract.ts";
import { usualWeek } from "#shared/calendars/schema.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { contracts } from "#shared/contracts.ts";
import { datesContract } from "#shared/dates/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import { requestOf } from "#shared/http/client.ts";
import type { Contract } from "#shared/http/contract.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import { messagesContract } from "#shared/messages/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import { resourcesContract } from "#shared/resources/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { upload } from "./imports/importing.ts";
import { startEngine, type Engine } from "./support/engine.ts";
import { joined, signedUp } from "./support/people.ts";
import { prefixOf, sampleOf, type Ids } from "./support/samples.ts";
import * as z from "zod";

type Company = Awaited<ReturnType<typeof signedUp>>;

let engine: Engine;
let ours: Company;
let theirs: Company;
let ownIds: Map<string, string>;
let foreignIds: Map<string, string>;

beforeAll(async () => {
  engine = await startEngine();
  ours = await signedUp(engine, { company: "Ours" });
  theirs = await signedUp(engine, { company: "Theirs" });
  ownIds = await furnish(ours);
  foreignIds = await furnish(theirs);
  await engine.pump();
}, 60_000);
afterAll(() => engine.stop());

/** What the owner of a company was told: a task that a colleague has planned for him. */
async function aNotice(company: Pick<Company, "call" | "company">) {
  const { employees } = await company.call(employeesContract.list, {});
  const performerIds = employees.filter(({ role }) => role === "owner").map(({ id }) => id);
  const head = await joined(engine, company, { role: "head_of_sales", name: "Secret head" });
  await head.call(tasksContract.add, { text: "Secret task", at: "2027-01-11T10:00", performerIds });
  await engine.pump();
  const { notifications } = await company.call(notificationsContract.list, {});
  return notifications[0]!;
}

/** One record of every kind, by the prefix of its ids. */
async function furnish({ call, company }: Company): Promise<Map<string, string>> {
  const { id: pipe, stages } = await call(pipelinesContract.add, { template: "seven" });
  const client = await call(clientsContract.create, {
    name: "Secret client",
    taxNumber: "7707083893",
    emails: [{ value: "reader@example.com" }],
    contact: { lastName: "Petrov" },
  });
  const { dictionaries } = await call(dictionariesContract.list, {});
  const type = dictionaries.find(({ id }) => id === "activity_type")!.entries[0]!.id;
  const { contacts } = await call(clientsContract.card, { id: client.id });
  const { entry, task } = await call(historyContract.write, {
    clientId: client.id,
    typeId: type,
    result: "Talked",
    next: { text: "Call again", at: "2027-01-11T10:00" },
  });
  const date = await call(datesContract.add, {
    clientId: client.id,
    kind: "other",
    title: "Secret date",
    day: "2027-07-01",
    yearly: true,
  });
  const product = await call(productsContract.add, { name: "Secret product" });
  const deal = await call(dealsContract.open, { clientId: client.id, title: "Secret deal", pipelineId: pipe });
  const team = await call(employeesContract.addTeam, { name: "Secret team" });
  const employee = await call(employeesContract.add, { name: "Secret employee", role: "observer" });
  const conversation = await call(messagesContract.start, { employeeId: employee.id });
  const { message } = await call(messagesContract.send, { id: conversation.id, text: "Secret" });
  const notice = await aNotice({ call, company });
  const absence = await call(absencesContract.add, {
    employeeId: employee.id,
    kind: "vacation",
    from: "2027-07-01",
    until: "2027-07-14",
  });
  const resource = await call(resourcesContract.add, { name: "Secret room", kind: "room" });
  const calendar = await call(calendarsContract.add, { name: "Secret hours", week: [...usualWeek], exceptions: [] });
  const inquiry = await call(inquiriesContract.add, { channel: "call", subject: "Secret inquiry" });
  const key = await call(keysContract.make, { label: "Secret key", role: "observer" });
  // An import as far as its columns were read: with its file, which may be downloaded, and the job that read it.
  const fileId = await upload(call, "secret.csv", Buffer.from("Name,Phone\nSecret import,+7 495 100-00-01\n"));
  const { id: importId } = await call(importsContract.create, { fileId, entity: "clients" });
  const [job] = (await call(jobsContract.list, {})).jobs;
  const { letter } = await call(lettersContract.write, {
    clientId: client.id,
    to: "reader@example.com",
    subject: "Secret",
    text: "Secret",
  });
  return new Map(
    [
      pipe,
      stages[1]!.id,
      client.id,
      contacts[0]!.id,
      entry.id,
      task!.id,
      date.id,
      product.id,
      deal.id,
      team.id,
      employee.id,
      absence.id,
      calendar.id,
      resource.id,
      conversation.id,
      message.id,
      notice.id,
      inquiry.id,
      key.id,
      fileId,
      importId,
      job!.id,
      letter.id,
      type,
      company,
    ].map((id) => [id.slice(0, id.indexOf("_")), id]),
  );
}

const routes = Object.entries(contracts).flatMap(([feature, operations]) =>
  Object.entries(operations as Record<string, Contract>).map(
    ([name, contract]) => [`${feature}.${name}`, contract] as const,
  ),
);
const guarded = routes.filter(([, contract]) => contract.access !== "visitor" && contract.access !== "person");
const withId = guarded.filter(([, { params }]) => params && idFields(params).length > 0);
const withReference = guarded.filter(([, { body, query }]) =>
  [body, query].some((one) => one && referencesOf(one).length > 0),
);

/** Answer of our owner to a request, without what differs each time. */
async function answer(contract: Contract, input: Record<string, unknown>): Promise<string> {
  const { url, body } = requestOf(contract, input);
  const { status, body: bytes } = await engine.request({
    method: contract.method,
    path: url,
    headers: { ...ours.headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body }),
  });
  const problem = JSON.parse(bytes.toString()) as { reason?: string; current?: { ver: number }; requestId?: string };
  // A sample does not know the version of our own record; the answer tells it.
  if (problem.reason === "stale" && problem.current && problem.current.ver !== input["ver"]) {
    return answer(contract, { ...input, ver: problem.current.ver });
  }
  expect(status, `${contract.method} ${contract.path}`).not.toBe(500);
  return `${status} ${stable({ ...problem, requestId: "" }).replace(/[a-z]+_[0-9A-HJKMNP-TV-Z]{26}/g, "ID")}`;
}

/** JSON with its keys in order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

test("every kind of record that a route or a reference names is there to be tried", async () => {
  const named = [
    ...withId.flatMap(([, { params }]) => idFields(params!)),
    ...withReference.flatMap(([, { body, query }]) => [...referencesOf(body), ...referencesOf(query)]),
  ].map(({ prefix }) => prefix);
  expect([...new Set(named)].filter((prefix) => !foreignIds.has(prefix) || !ownIds.has(prefix))).toEqual([]);
  const { call } = theirs;
  const found = await call(importsContract.get, { id: foreign("imp")! });
  expect(found).toMatchObject({ state: "mapping", fileId: foreign("file"), jobId: foreign("job") });
  expect(await call(jobsContract.get, { id: foreign("job")! })).toMatchObject({ state: "done" });
});

test("no record of another company is told from a missing one by any route", async () => {
  expect(withId.length).toBeGreaterThan(20);
  for (const [name, contract] of withId) {
    for (const field of idFields(contract.params!)) {
      // All other ids are our own: the foreign one stands alone.
      const input = (foreign: Ids) => ({
        ...sampleOf(contract.params, own),
        ...sampleOf(contract.query, own),
        ...sampleOf(contract.body, own),
        [field.name]: foreign(field.prefix),
      });
      const missing = await answer(contract, input(absent));
      expect(await answer(contract, input(foreign)), `${name} {${field.name}}`).toBe(missing);
      expect(missing, `${name} {${field.name}}`).toMatch(/^404 /);
    }
  }
});

test("no reference to a record of another company is told from a missing one by any body or query", async () => {
  for (const [name, contract] of withReference) {
    for (const field of [...referencesOf(contract.body), ...referencesOf(contract.query)]) {
      const input = (ids: Ids) => ({
        ...sampleOf(contract.params, own),
        ...sampleOf(contract.query, own),
        ...sampleOf(contract.body, own),
        [field.name]: field.many ? [ids(field.prefix)] : ids(field.prefix),
      });
      expect(await answer(contract, input(foreign)), `${name} ${field.name}`).toBe(
        await answer(contract, input(absent)),
      );
    }
  }
});

describe("a stranger", () => {
  test("gets nothing without signing in, and nothing of a company he does not belong to", async () => {
    for (const [name, contract] of guarded) {
      const { url, body } = requestOf(contract, {
        ...sampleOf(contract.params, own),
        ...sampleOf(contract.query, own),
        ...sampleOf(contract.body, own),
      });
      const request = { method: contract.method, path: url, ...(body === undefined ? {} : { body }) };
      const headers = { "content-type": "application/json" };
      expect((await engine.request({ ...request, headers })).status, name).toBe(401);
      const foreigner = { ...headers, ...theirs.headers, "x-company": ours.company };
      expect((await engine.request({ ...request, headers: foreigner })).status, name).toBe(404);
    }
  });
});

test("nothing of the other company changed by any of it", async () => {
  const before = await itemsOf(theirs.company);
  for (const [, contract] of guarded) {
    await answer(contract, {
      ...sampleOf(contract.params, foreign),
      ...sampleOf(contract.query, foreign, { all: true }),
      ...sampleOf(contract.body, foreign, { all: true }),
    });
  }
  // Compared as text: a difference in some hundred items is not for reading whole.
  const after = await itemsOf(theirs.company);
  expect(after.filter((item) => !before.includes(item))).toEqual([]);
  expect(before.filter((item) => !after.includes(item))).toEqual([]);
});

async function itemsOf(company: string): Promise<string[]> {
  const items: string[] = [];
  let start: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const page: ScanCommandOutput = await engine.clients.dynamo.send(
      new ScanCommand({
        TableName: engine.names.table,
        FilterExpression: "begins_with(pk, :tenant)",
        ExpressionAttributeValues: { ":tenant": { S: `T#${company}#` } },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    items.push(...(page.Items ?? []).map(stable));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

function own(prefix: string): string | undefined {
  return ownIds.get(prefix);
}

function foreign(prefix: string): string | undefined {
  return foreignIds.get(prefix);
}

function absent(prefix: string): string {
  return `${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
}

function idFields(schema: z.ZodType): { name: string; prefix: string }[] {
  return referencesOf(schema).filter(({ many }) => !many);
}

function referencesOf(schema: z.ZodType | undefined): { name: string; prefix: string; many: boolean }[] {
  if (!schema) return [];
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, { pattern?: string; items?: { pattern?: string }; anyOf?: { pattern?: string }[] }>;
  };
  return Object.entries(properties).flatMap(([name, property]): { name: string; prefix: string; many: boolean }[] => {
    const prefix = [property, ...(property.anyOf ?? [])].map(prefixOf).find(Boolean);
    const inside = property.items && prefixOf(property.items);
    return prefix ? [{ name, prefix, many: false }] : inside ? [{ name, prefix: inside, many: true }] : [];
  });
}
