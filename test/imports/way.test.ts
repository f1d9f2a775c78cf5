import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { filesContract } from "#shared/files/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import type { Decision, ImportView } from "#shared/imports/schema.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";
import { problemOf } from "../support/problems.ts";
import { imported, prepared, upload, type Story } from "./importing.ts";

type Company = Awaited<ReturnType<typeof signedUp>>;

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const since: Record<string, { blank: Decision }> = { firstContactOn: { blank: { do: "day", day: "2026-01-15" } } };

/** Rows of clients brought into a company. */
function clients(company: Company, csv: string, more: Partial<Story> = {}): Promise<ImportView> {
  return imported(engine, company.call, {
    name: "clients.csv",
    content: Buffer.from(csv),
    entity: "clients",
    says: since,
    ...more,
  });
}

async function named(company: Company, name: string) {
  const { rows } = await company.call(clientQueries.list, { find: name });
  return rows.filter((row) => row.name === name);
}

/** The report of an import as a person downloads it. */
async function report(company: Company, view: ImportView): Promise<string> {
  const { url } = await company.call(filesContract.link, { id: view.reportFileId! });
  return Buffer.from(await (await fetch(url)).arrayBuffer()).toString();
}

describe("a file that is not what it should be", () => {
  test.each([
    ['Name,City\nAcme,"Oslo\nBeta,Bergen\n', "A quotation mark opened in line 2 is never closed."],
    [
      'Name,City\nAcme,Os"lo\n',
      "There is a stray quotation mark in line 2. Inside quotes a quotation mark is doubled.",
    ],
    ["Name,City\n", "There is nothing under the header."],
  ])("is answered with what is wrong and where, and brings nothing", async (csv, message) => {
    const company = await signedUp(engine);
    const fileId = await upload(company.call, "clients.csv", Buffer.from(csv));
    const { id } = await company.call(importsContract.create, { fileId, entity: "clients" });
    await engine.pump();
    const view = await company.call(importsContract.get, { id });
    expect(view).toMatchObject({ state: "broken", failure: { message } });
    const problem = await problemOf(
      company.call(importsContract.plan, {
        id,
        ver: view.ver,
        columns: [{ column: 0, field: "name" }],
        mode: "create",
      }),
    );
    expect(problem).toMatchObject({ status: 422, reason: "import_state" });
  });
});

describe("the plan", () => {
  test("is refused where it is not whole or not clear", async () => {
    const company = await signedUp(engine);
    const csv = 'Name,Revenue,Since,Phone\nAcme,"1,234",1/2/2020,+7 495 1234567\n';
    const fileId = await upload(company.call, "c.csv", Buffer.from(csv));
    const { id } = await company.call(importsContract.create, { fileId, entity: "clients" });
    await engine.pump();
    const { ver, columns, guess } = await company.call(importsContract.get, { id });
    expect(columns[1]!.decimals).toEqual([".", ","]);
    expect(columns[2]!.dates).toEqual(["DD/MM/YYYY", "MM/DD/YYYY"]);
    expect(guess.map(({ field }) => field)).toEqual(["name", "turnover", "phone"]);
    const name = { column: 0, field: "name" };
    const wrong = async (plan: object) => {
      const input = { id, ver, columns: [name], mode: "create", ...plan };
      const { status, issues } = await problemOf(company.call(importsContract.plan, input as never));
      return `${status} ${issues!.map(({ path }) => path).join()}`;
    };
    expect(await wrong({ columns: [{ column: 3, field: "phone" }] })).toBe("400 columns");
    expect(await wrong({ columns: [name, { column: 0, field: "address" }] })).toBe("400 columns.1.field");
    expect(await wrong({ columns: [name, { column: 2, field: "name" }] })).toBe("400 columns.1.field");
    expect(await wrong({ columns: [name, { column: 9, field: "phone" }] })).toBe("400 columns.1.column");
    expect(await wrong({ columns: [name, { column: 3, field: "constructor" }] })).toBe("400 columns.1.field");
    expect(await wrong({ columns: [name, { column: 2, field: "firstContactOn" }] })).toBe("400 columns.1.date");
    expect(await wrong({ columns: [name, { column: 1, field: "turnover", unit: 1 }] })).toBe("400 columns.1.decimal");
    expect(await wrong({ columns: [name, { column: 1, field: "turnover", decimal: "." }] })).toBe("400 columns.1.unit");
    expect(await wrong({ mode: "update" })).toBe("400 key");
    expect(await wrong({ mode: "skip", key: "phone" })).toBe("400 key");
  });

  test("is remembered for the next file with the same header", async () => {
    const company = await signedUp(engine);
    const csv = "Kunde,Ort\nAcme,Oslo\n";
    const plan = () => ({
      columns: [
        { column: 0, field: "name" },
        { column: 1, field: "region" },
      ],
    });
    const first = await prepared(engine, company.call, {
      name: "a.csv",
      content: Buffer.from(csv),
      entity: "clients",
      plan,
    });
    expect(first).toMatchObject({ guess: [], remembered: false });
    const again = await prepared(engine, company.call, {
      name: "b.csv",
      content: Buffer.from(`${csv}Beta,Bergen\n`),
      entity: "clients",
    });
    expect(again).toMatchObject({ guess: plan().columns, remembered: true });
  });
});

describe("what is undecided", () => {
  test("keeps an import from starting, and is decided by what fits and is there alone", async () => {
    const company = await signedUp(engine);
    const csv = "Name,Industry,Curator\nAcme,technolgy,Anna\nBeta,,Anna\nGamma,Health care,Boris\n";
    const { id, ver } = await prepared(engine, company.call, {
      name: "c.csv",
      content: Buffer.from(csv),
      entity: "clients",
    });
    const { groups } = await company.call(importsContract.values, { id });
    expect(
      groups.map(({ field, matched, blank, values }) => ({
        field,
        matched,
        blank,
        values: values.map(({ value, count }) => `${value} ${count}`),
      })),
    ).toEqual([
      { field: "industry", matched: 1, blank: 1, values: ["technolgy 1"] },
      { field: "curator", matched: 0, blank: 0, values: ["Anna 2", "Boris 1"] },
      { field: "firstContactOn", matched: 0, blank: 3, values: [] },
    ]);
    expect(await problemOf(company.call(importsContract.start, { id, ver }))).toMatchObject({
      status: 422,
      reason: "undecided",
    });
    const { dictionaries } = await company.call(dictionariesContract.list, {});
    const region = dictionaries.find((one) => one.id === "activity_type")!.entries[0]!.id;
    const decide = (field: string, value: string, decision: Decision) =>
      company.call(importsContract.decide, { id, ver, groups: [{ field, values: [{ value, decision }] }] });
    const refused = async (...given: Parameters<typeof decide>) => (await problemOf(decide(...given))).reason;
    expect(await refused("industry", "technolgy", { do: "use", id: region })).toBe("not_one_of");
    expect(await refused("industry", "Health care", { do: "blank" })).toBe("not_one_of");
    expect(await refused("industry", "technolgy", { do: "day", day: "2026-01-01" })).toBe("decision_does_not_fit");
    expect(await refused("curator", "Anna", { do: "create" })).toBe("decision_does_not_fit");
    expect(await refused("region", "Oslo", { do: "blank" })).toBe("not_one_of");
    const decided = await decide("curator", "ANNA", { do: "create", role: "sales_manager" });
    expect(decided.undecided).toEqual([
      { field: "industry", values: 1, blank: 0 },
      { field: "curator", values: 1, blank: 0 },
      { field: "firstContactOn", values: 0, blank: 3 },
    ]);
    const stale = await problemOf(decide("curator", "Boris", { do: "blank" }));
    expect(stale).toMatchObject({ status: 409, reason: "stale" });
  });

  test("suggests what is called nearly so, and takes nothing by itself", async () => {
    const company = await signedUp(engine);
    const product = await company.call(productsContract.add, { name: "GTX Pro" });
    const { id: pipelineId } = await company.call(pipelinesContract.add, { template: "seven" });
    const csv = "Client,Product,Stage\nAcme,GTXPro,Won\nAcme,gtx pro,Won\n";
    const { id } = await prepared(engine, company.call, {
      name: "d.csv",
      content: Buffer.from(csv),
      entity: "deals",
      plan: () => ({ pipelineId }),
    });
    const { groups, undecided } = await company.call(importsContract.values, { id });
    const of = (field: string) => groups.find((group) => group.field === field)!;
    expect(of("product")).toMatchObject({
      matched: 1,
      values: [{ value: "GTXPro", suggestion: { do: "use", id: product.id }, suggestionName: "GTX Pro" }],
    });
    expect(of("stage").values[0]!.suggestion).toMatchObject({ do: "stage", state: "success" });
    expect(undecided.map(({ field }) => field)).toEqual(["client", "product", "stage", "openedOn", "amount"]);
  });

  test("a person makes nobody greater than himself by a file", async () => {
    const company = await signedUp(engine);
    const admin = await joined(engine, company, { role: "administrator", name: "Adam" });
    const { id, ver } = await prepared(engine, admin.call, {
      name: "e.csv",
      content: Buffer.from("Name,Role\nEve,owner\n"),
      entity: "employees",
    });
    const { groups } = await admin.call(importsContract.values, { id });
    expect(groups[0]).toMatchObject({ field: "role", values: [{ value: "owner" }] });
    const raised = admin.call(importsContract.decide, {
      id,
      ver,
      groups: [{ field: "role", values: [{ value: "owner", decision: { do: "role", role: "owner" } }] }],
    });
    expect(await problemOf(raised)).toMatchObject({ status: 403, reason: "role_above_own" });
  });
});

describe("records that are there already", () => {
  const plan =
    (mode: "create" | "update" | "skip", key: string) =>
    ({ guess }: ImportView) => ({ columns: guess, mode, key });

  test("are refused, skipped or written over, as the plan says", async () => {
    const company = await signedUp(engine);
    const { id } = await company.call(clientsContract.create, {
      name: "Acme",
      taxNumber: "7707083893",
      website: "acme.example",
    });
    const csv = "Name,Tax number,Address\nACME Ltd,77 07-083893,Oslo\nBeta,500100732259,Bergen\n";
    const refused = await clients(company, csv, { plan: plan("create", "taxNumber") });
    expect(refused.counts).toMatchObject({ created: 1, refused: 1 });
    expect(await report(company, refused)).toContain(
      "2,refused,Tax number: It is there already: Acme.,ACME Ltd,77 07-083893,Oslo",
    );
    const skipped = await clients(company, csv, { plan: plan("skip", "taxNumber") });
    expect(skipped.counts).toMatchObject({ created: 0, skipped: 2, updated: 0 });
    const updated = await clients(company, csv, { plan: plan("update", "taxNumber") });
    expect(updated.counts).toMatchObject({ created: 0, updated: 2, refused: 0 });
    const { client } = await company.call(clientsContract.card, { id });
    expect(client).toMatchObject({
      name: "ACME Ltd",
      taxNumber: "77 07-083893",
      address: "Oslo",
      website: "acme.example",
    });
  });

  test("a phone or an e-mail of another card is refused with that card, row by row", async () => {
    const company = await signedUp(engine);
    await company.call(clientsContract.create, {
      name: "Holder",
      phones: [{ value: "+7 495 111-22-33" }],
      emails: [{ value: "a@holder.example" }],
    });
    const csv =
      "Name;Phone;Email\nOne;8 (495) 111-22-33;\nTwo;;A@holder.example\nThree;+7 495 999 88 77;\nFour;+74959998877;\nFive;;\n";
    const view = await clients(company, csv);
    expect(view.counts).toMatchObject({ created: 2, refused: 3 });
    const lines = (await report(company, view)).split("\r\n");
    expect(lines[1]).toContain("Phone: Another record has this value: Holder.");
    expect(lines[2]).toContain("Email: Another record has this value: Holder.");
    expect(lines[3]).toContain("Phone: Another record has this value: Three.");
  });

  test("rows of one name are one record where the name is the key", async () => {
    const company = await signedUp(engine);
    const csv = "Name,Address\nAcme,Oslo\nBeta,Rome\nacme,Bergen\n";
    const created = await clients(company, csv, { plan: plan("create", "name") });
    expect(created.counts).toMatchObject({ created: 2, refused: 1 });
    const other = await signedUp(engine);
    const updated = await clients(other, csv, { plan: plan("update", "name") });
    expect(updated.counts).toMatchObject({ created: 2, updated: 1 });
    const [acme] = await named(other, "acme");
    expect((await other.call(clientsContract.card, { id: acme!.id })).client.address).toBe("Bergen");
  });

  test("deals are written over by their number: facts, the way to another stage, the close", async () => {
    const company = await signedUp(engine);
    const { id: pipelineId, stages } = await company.call(pipelinesContract.add, { template: "seven" });
    await company.call(clientsContract.create, { name: "Acme" });
    await company.call(productsContract.add, { name: "Saw" });
    const csv = (rows: string) => `Deal ID,Client,Product,Stage,Amount,Open date,Close date\n${rows}`;
    const bring = (rows: string, mode: "create" | "update") =>
      imported(engine, company.call, {
        name: "deals.csv",
        content: Buffer.from(csv(rows)),
        entity: "deals",
        plan: ({ guess }) => ({ columns: guess, mode, key: "externalId", pipelineId }),
        ...(mode === "update"
          ? { says: { stage: { values: { Won: { do: "stage", state: "success", stageId: stages[6]!.id } } } } }
          : {}),
      });
    const [first, second, third] = stages.map(({ name }) => name);
    const made = await bring(`A1,Acme,Saw,${first},100,2026-01-10,\nA2,Acme,Saw,${second},200,2026-01-11,\n`, "create");
    expect(made.counts).toMatchObject({ created: 2 });
    const changed = await bring(
      `A1,Acme,Saw,${third},150,2026-01-10,\nA2,Acme,Saw,Won,250,2026-01-11,2026-02-01\nA3,Acme,Saw,${first},1,2026-01-12,\n`,
      "update",
    );
    expect(changed.counts).toMatchObject({ created: 1, updated: 2, refused: 0 });
    const [client] = await named(company, "Acme");
    const { deals } = await company.call(clientsContract.card, { id: client!.id });
    const one = await company.call(dealsContract.get, {
      id: deals.find(({ amountMinor }) => amountMinor === 150_00)!.id,
    });
    expect(one.deal).toMatchObject({ state: "open", stageId: stages[2]!.id, stageEntryId: one.journal[1]!.id });
    expect(one.journal.map(({ stageId, endedAt }) => [stageId, endedAt !== undefined])).toEqual([
      [stages[0]!.id, true],
      [stages[2]!.id, false],
    ]);
    const won = await company.call(dealsContract.get, {
      id: deals.find(({ amountMinor }) => amountMinor === 250_00)!.id,
    });
    expect(won.deal).toMatchObject({ state: "success", closedOn: "2026-02-01", closedBy: "import" });
    expect(won.journal.every(({ endedAt }) => endedAt)).toBe(true);

    const view = await company.call(importsContract.revert, { id: changed.id, ver: changed.ver });
    await engine.pump();
    expect((await company.call(importsContract.get, { id: view.id })).reverted).toEqual({
      removed: 1,
      restored: 2,
      kept: 0,
    });
    const back = await company.call(dealsContract.get, { id: won.deal.id });
    expect(back.deal).toMatchObject({ state: "open", amountMinor: 200_00, stageId: stages[1]!.id });
    expect(back.deal).not.toHaveProperty("closedOn");
    expect(back.journal.map(({ endedAt }) => endedAt)).toEqual([undefined]);
    expect((await company.call(dealsContract.get, { id: one.deal.id })).journal).toHaveLength(1);
  });
});

describe("rows", () => {
  test("each wrong one is refused with all its reasons, and formulas in the report run nowhere", async () => {
    const company = await signedUp(engine);
    const csv = [
      "Name,Phone,Email,Employees,First contact",
      "=HYPERLINK(1),123456,not an address,many,31.02.2024",
      ",+7 495 1112233,,,",
      "Good,,,12,01.02.2024",
      "Extra,,,,01.02.2024,beyond",
      `${"x".repeat(201)},,,,`,
      "Later,,,,01.02.2099",
    ].join("\n");
    const view = await clients(company, csv, {
      plan: ({ guess }) => ({
        columns: guess.map((column) =>
          column.field === "firstContactOn" ? { ...column, date: "DD.MM.YYYY" as const } : column,
        ),
      }),
      says: {},
    });
    expect(view.counts).toMatchObject({ created: 1, refused: 5 });
    expect(view.problems.map(({ field, reason, count, rows }) => [field, reason, count, rows])).toEqual([
      ["email", "not_an_email", 1, [2]],
      ["staff", "not_a_whole_number", 1, [2]],
      ["firstContactOn", "not_a_day", 1, [2]],
      ["name", "required", 1, [3]],
      [undefined, "too_many_cells", 1, [5]],
      ["name", "too_long", 1, [6]],
    ]);
    const text = await report(company, view);
    expect(text.startsWith("\ufeffRow,Result,Why,Name")).toBe(true);
    const lines = text.split("\r\n");
    expect(lines).toHaveLength(7);
    expect(lines[1]).toContain("'=HYPERLINK(1)");
    expect(lines[1]).toContain("Not an e-mail address.");
    expect(lines[1]).toContain("No such date in the format DD.MM.YYYY.");
    expect(lines[2]).toContain("'+7 495 1112233");
    expect(lines[5]).toContain("The date lies in the future.");
  });

  test("a parent or a manager may come later in the file; a missing one and a circle are left out and told", async () => {
    const company = await signedUp(engine);
    await company.call(clientsContract.create, { name: "Holder", phones: [{ value: "+7 495 111-22-33" }] });
    const csv = [
      "Name,Parent,Phone",
      "Child,Holding",
      "Holding",
      "A,B",
      "B,A",
      "Self,Self",
      "Orphan,Wrong",
      "Wrong,Holding,+7 495 111-22-33",
    ].join("\n");
    const view = await clients(company, csv);
    expect(view.counts).toMatchObject({ created: 6, refused: 1 });
    const rows = new Map((await company.call(clientQueries.list, {})).rows.map((row) => [row.name, row]));
    expect(rows.get("Child")!.parentId).toBe(rows.get("Holding")!.id);
    expect([rows.get("A")!.parentId, rows.get("B")!.parentId].filter(Boolean)).toHaveLength(1);
    expect(rows.get("Self")!.parentId).toBeNull();
    expect(rows.get("Orphan")!.parentId).toBeNull();
    const text = await report(company, view);
    expect(text.match(/It would stand above itself/g)).toHaveLength(2);
    expect(text.match(/was refused; the row was taken without it/g)).toHaveLength(1);
  });

  test("a card is not put below one that stands under it already", async () => {
    const company = await signedUp(engine);
    const top = await company.call(clientsContract.create, { name: "Top" });
    const below = await company.call(clientsContract.create, { name: "Below", parentId: top.id });
    const view = await clients(company, "Name,Parent,Address\nTop,Below,Oslo\nNew,Below,Rome\n", {
      plan: ({ guess }) => ({ columns: guess, mode: "update", key: "name" }),
    });
    expect(view.counts).toMatchObject({ created: 1, updated: 1, refused: 0 });
    expect(await report(company, view)).toContain("2,taken in part,Parent: It would stand above itself");
    const rows = new Map((await company.call(clientQueries.list, {})).rows.map((row) => [row.name, row]));
    expect(rows.get("Top")!.parentId).toBeNull();
    expect(rows.get("New")!.parentId).toBe(below.id);
    const { client } = await company.call(clientsContract.card, { id: top.id });
    expect(client.address).toBe("Oslo");
  });

  test("a whole file in windows-1251 with semicolons, as spreadsheets in Russia save it", async () => {
    const company = await signedUp(engine, { language: "ru" });
    const rows = "Название;Отрасль;Сотрудники\nООО Ромашка;Медицина;1 200\n";
    const bytes = Buffer.from(
      Array.from(rows, (sign) =>
        sign.codePointAt(0)! < 128 ? sign.codePointAt(0)! : sign.codePointAt(0)! - 0x410 + 0xc0,
      ),
    );
    const view = await clients(company, "", { content: bytes });
    expect(view).toMatchObject({ encoding: "windows-1251", delimiter: ";", counts: { created: 1, refused: 0 } });
    const [client] = await named(company, "ООО Ромашка");
    expect((await company.call(clientsContract.card, { id: client!.id })).client).toMatchObject({ staff: 1200 });
  });
});

describe("a revert", () => {
  test("leaves alone what was changed or is used since, and names it; the rest can be brought again", async () => {
    const company = await signedUp(engine);
    const csv = "Name,Tax number\nAcme,1111111111\nBeta,2222222222\nGamma,3333333333\nDelta,4444444444\n";
    const done = await clients(company, csv);
    const [acme] = await named(company, "Acme");
    const [beta] = await named(company, "Beta");
    await company.call(clientsContract.change, { id: acme!.id, ver: acme!.ver, website: "acme.example" });
    await company.call(pipelinesContract.add, { template: "six" });
    await company.call(dealsContract.open, { clientId: beta!.id, title: "By hand" });
    await company.call(importsContract.revert, { id: done.id, ver: done.ver });
    await engine.pump();
    const view = await company.call(importsContract.get, { id: done.id });
    expect(view).toMatchObject({ state: "reverted", reverted: { removed: 2, restored: 0, kept: 2 } });
    const { kept } = await company.call(importsContract.kept, { id: done.id });
    expect(kept.map(({ name, reason }) => `${name} ${reason}`).sort()).toEqual(["Acme changed", "Beta used"]);
    expect((await company.call(clientQueries.list, {})).rows.map(({ name }) => name).sort()).toEqual(["Acme", "Beta"]);
    const again = await clients(company, csv);
    expect(again.counts).toMatchObject({ created: 2, refused: 2 });
  });

  test("sets back what was written over, and keeps people whom others name", async () => {
    const company = await signedUp(engine);
    const { id, curatorId } = await company.call(clientsContract.create, {
      name: "Acme",
      address: "Oslo",
      phones: [{ value: "+7 495 111-22-33" }],
    });
    const csv = "Name,Address,Phone,Curator\nAcme,Bergen,+7 495 999-88-77,Anna\n";
    const done = await clients(company, csv, {
      plan: ({ guess }) => ({ columns: guess, mode: "update", key: "name" }),
      says: { ...since, curator: { others: { do: "create", role: "sales_manager" } } },
    });
    expect(done.counts).toEqual({ created: 0, updated: 1, skipped: 0, refused: 0, also: 1 });
    const { client } = await company.call(clientsContract.card, { id });
    const { employees } = await company.call(employeesContract.list, {});
    const anna = employees.find(({ name }) => name === "Anna")!;
    expect(client).toMatchObject({
      address: "Bergen",
      curatorId: anna.id,
      phones: [{ value: "+7 495 111-22-33" }, { value: "+7 495 999-88-77" }],
    });
    await company.call(clientsContract.create, { name: "Another", curatorId: anna.id });
    await company.call(importsContract.revert, { id: done.id, ver: done.ver });
    await engine.pump();
    expect((await company.call(importsContract.get, { id: done.id })).reverted).toEqual({
      removed: 0,
      restored: 1,
      kept: 1,
    });
    const back = (await company.call(clientsContract.card, { id })).client;
    expect(back).toMatchObject({ address: "Oslo", phones: [{ value: "+7 495 111-22-33" }] });
    expect(back.curatorId).toBe(curatorId);
    const { kept } = await company.call(importsContract.kept, { id: done.id });
    expect(kept).toEqual([{ kind: "employee", id: anna.id, name: "Anna", reason: "used" }]);
    // The phone the import brought is free again.
    await company.call(clientsContract.create, { name: "New", phones: [{ value: "+7 495 999-88-77" }] });
  });
});

describe("the way of an import", () => {
  test("cancelled on the way it keeps what it did, and goes on from there", async () => {
    const company = await signedUp(engine);
    const csv = `Name\n${Array.from({ length: 300 }, (_, row) => `Client ${row}`).join("\n")}\n`;
    const ready = await prepared(engine, company.call, {
      name: "c.csv",
      content: Buffer.from(csv),
      entity: "clients",
      says: since,
    });
    const { jobId } = await company.call(importsContract.start, { id: ready.id, ver: ready.ver });
    await company.call(jobsContract.cancel, { id: jobId! });
    await engine.pump();
    const stopped = await company.call(importsContract.get, { id: ready.id });
    expect(stopped).toMatchObject({ state: "stopped", failure: { reason: "cancelled" } });
    await company.call(importsContract.start, { id: ready.id, ver: stopped.ver });
    await engine.pump();
    expect(await company.call(importsContract.get, { id: ready.id })).toMatchObject({
      state: "done",
      counts: { created: 300 },
    });
    expect((await company.call(clientQueries.list, { limit: 1 })).total).toBe(300);
    const { imports } = await company.call(importsContract.list, {});
    expect(imports.map(({ id, fileName }) => ({ id, fileName }))).toEqual([{ id: ready.id, fileName: "c.csv" }]);
  });

  test("is open to those who may write all that it brings, and to nobody else", async () => {
    const company = await signedUp(engine);
    const head = await joined(engine, company, { role: "head_of_sales", name: "Head" });
    const { id } = await prepared(engine, company.call, {
      name: "c.csv",
      content: Buffer.from("Name\nAcme\n"),
      entity: "clients",
    });
    expect((await problemOf(head.call(importsContract.get, { id }))).status).toBe(403);
    expect((await problemOf(head.call(importsContract.list, {}))).status).toBe(403);
    const stranger = await signedUp(engine);
    expect((await problemOf(stranger.call(importsContract.get, { id }))).status).toBe(404);
  });
});
