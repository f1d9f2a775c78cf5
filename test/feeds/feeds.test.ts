import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { absencesContract } from "#shared/absences/contract.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { feedQueries, feedsContract } from "#shared/feeds/contract.ts";
import { hashOf } from "#shared/feeds/presented.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { resourcesContract } from "#shared/resources/contract.ts";
import type { Task } from "#shared/tasks/schema.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { after } from "#shared/time.ts";
import { instantOf, wallOf } from "#shared/wall.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { calling, comingFrom, joined, signedUp, type Call } from "#test/support/people.ts";
import { everyItem } from "#test/support/table.ts";
import { mustBeWellFolded, readCalendar } from "./reading.ts";

type Company = Awaited<ReturnType<typeof signedUp>>;

let engine: Engine;
let company: Company;
beforeAll(async () => {
  engine = await startEngine();
  company = await signedUp(engine, { company: "Ромашка", language: "ru", timeZone: "America/New_York" });
}, 60_000);
afterAll(() => engine.stop());

/** Wall time some days from now in the zone of the company. */
function wall(days: number, time = "10:00"): string {
  return `${wallOf(after(new Date().toISOString(), days * 86_400), "America/New_York").slice(0, 10)}T${time}`;
}

async function planned(call: Call, said: Partial<Task> & { performerIds?: string[] } = {}): Promise<Task> {
  const { groupId: _group, performerId: _performer, ...task } = said;
  const { tasks } = await call(tasksContract.add, { text: "Позвонить", at: wall(3), performerIds: [], ...task });
  return tasks[0]!;
}

async function addressOf(call: Call): Promise<string> {
  const { url } = await call(feedsContract.make, {});
  expect(url).toMatch(/^http:\/\/localhost:3000\/api\/v1\/feeds\/[\w-]{43}\.ics$/);
  return url.slice("http://localhost:3000".length);
}

async function asked(path: string, headers: Record<string, string> = {}) {
  const { status, headers: told, body } = await engine.request({ method: "GET", path, headers });
  return { status, headers: told, text: body.toString() };
}

async function read(path: string, most?: number) {
  const { status, text } = await asked(path);
  expect(status).toBe(200);
  mustBeWellFolded(text);
  const found = readCalendar(text, most === undefined ? {} : { most });
  const uids = found.events.map(({ uid }) => uid);
  expect(new Set(uids).size).toBe(uids.length);
  for (const { component } of found.events)
    expect(component.getFirstProperty("dtstamp")?.toICALString()).toMatch(/^DTSTAMP:\d{8}T\d{6}Z$/);
  return found;
}

test("tasks and absences of an employee are read as they are, in his language", async () => {
  const anna = await joined(engine, company, { role: "sales_manager", name: "Anna" });
  const path = await addressOf(anna.call);
  const { dictionaries } = await anna.call(dictionariesContract.list, {});
  const type = dictionaries.find(({ id }) => id === "activity_type")!.entries.find(({ code }) => code === "call")!;
  const client = await anna.call(clientsContract.create, { name: "ООО «Лютик», Тверь" });
  const hall = await company.call(resourcesContract.add, { name: "Зал; большой", kind: "room" });
  const task = await planned(anna.call, {
    text: "Обсудить договор, сроки; цену",
    note: "Первая строка\nвторая\\",
    place: "Тверская, 1",
    typeId: type.id,
    clientId: client.id,
    minutes: 90,
    remind: [60, 15],
    resourceIds: [hall.id],
  });
  const short = await planned(anna.call, { at: wall(5, "23:30") });
  const absence = await anna.call(absencesContract.add, {
    employeeId: anna.employee.id,
    kind: "vacation",
    from: wall(40).slice(0, 10),
    until: wall(45).slice(0, 10),
    note: "Море",
  });
  const { calendar, events } = await read(path);
  expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Prodano: Ромашка");
  expect(calendar.getFirstPropertyValue("x-wr-timezone")).toBe("America/New_York");
  const start = Date.parse(instantOf(task.at, task.timeZone));
  const page = `http://localhost:3000/${company.company}/clients/${client.id}`;
  const talk = events.find(({ uid }) => uid === `${task.id}@prodano`)!;
  expect(talk).toMatchObject({
    summary: `${type.name}: Обсудить договор, сроки; цену — ООО «Лютик», Тверь`,
    description: `Первая строка\nвторая\\\n\n${page}`,
    location: "Тверская, 1, Зал; большой",
    start,
    end: start + 90 * 60_000,
  });
  expect(talk.component.getFirstPropertyValue("url")).toBe(page);
  expect(talk.component.getFirstPropertyValue("transp")).toBe("OPAQUE");
  expect(talk.component.getFirstPropertyValue("sequence")).toBe(0);
  expect(
    talk.component
      .getAllSubcomponents("valarm")
      .map((one) => String(one.getFirstPropertyValue("trigger")))
      .toSorted(),
  ).toEqual(["-PT15M", "-PT60M"]);
  const moment = Date.parse(instantOf(short.at, short.timeZone));
  expect(events.find(({ uid }) => uid === `${short.id}@prodano`)).toMatchObject({ start: moment, end: moment });
  expect(events.find(({ uid }) => uid === `${absence.id}@prodano`)).toMatchObject({
    summary: "Отпуск",
    description: "Море",
    start: absence.from,
    end: wall(46).slice(0, 10),
  });
  expect(events).toHaveLength(3);
});

test("what is done stays, what is cancelled, past or far ahead is not there", async () => {
  const boris = await joined(engine, company, { role: "sales_manager", name: "Boris" });
  const path = await addressOf(boris.call);
  const done = await planned(boris.call, { text: "Сделано" });
  await boris.call(tasksContract.finish, { id: done.id, ver: done.ver, result: "Готово" });
  const gone = await planned(boris.call, { text: "Отменено" });
  await boris.call(tasksContract.cancel, { id: gone.id, ver: gone.ver });
  await planned(boris.call, { text: "Через два года", at: wall(730) });
  const { events } = await read(path);
  expect(events.map(({ summary }) => summary)).toEqual(["✓ Сделано"]);
  expect(events[0]!.component.getAllSubcomponents("valarm")).toEqual([]);
  const late = after(new Date().toISOString(), 40 * 86_400);
  const { body } = await engine.request({ method: "GET", path, at: late });
  expect(readCalendar(body.toString()).events).toEqual([]);
});

test("a series is the task that waits and the times after it, with what is left of its rule", async () => {
  const vera = await joined(engine, company, { role: "sales_manager", name: "Vera" });
  const path = await addressOf(vera.call);
  const first = await planned(vera.call, { text: "Планёрка", minutes: 30, repeat: "FREQ=DAILY;COUNT=4" });
  const moment = (days: number) => Date.parse(instantOf(wall(days), "America/New_York"));
  const before = await read(path, 10);
  expect(before.events).toHaveLength(2);
  expect(before.events.find(({ uid }) => uid === `${first.id}@prodano`)).toMatchObject({ start: moment(3), times: [] });
  expect(before.events.find(({ uid }) => uid === `${first.id}.next@prodano`)).toMatchObject({
    summary: "Планёрка",
    times: [moment(4), moment(5), moment(6)],
  });
  // Moved by itself it takes nothing along.
  const moved = await vera.call(tasksContract.change, { id: first.id, ver: first.ver, at: wall(3, "18:00") });
  const { events } = await read(path, 10);
  expect(events.map(({ times }) => times)).toContainEqual([moment(4), moment(5), moment(6)]);
  const { following } = await vera.call(tasksContract.finish, { id: first.id, ver: moved.ver, result: "Провели" });
  const later = await read(path, 10);
  expect(later.events.find(({ uid }) => uid === `${following!.id}.next@prodano`)).toMatchObject({
    times: [moment(5), moment(6)],
  });
});

test("whoever has what would be told is told so, until something changes", async () => {
  const gleb = await joined(engine, company, { role: "sales_manager", name: "Gleb" });
  const path = await addressOf(gleb.call);
  const task = await planned(gleb.call);
  const { status, headers } = await asked(path);
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(headers["cache-control"]).toBe("private, no-cache");
  const tag = String(headers["etag"]);
  expect(tag).toMatch(/^"[\w-]{43}"$/);
  for (const held of [tag, `W/${tag}`, `"other", ${tag}`, "*"])
    expect(await asked(path, { "if-none-match": held })).toMatchObject({ status: 304, text: "" });
  await gleb.call(tasksContract.change, { id: task.id, ver: task.ver, at: wall(4) });
  const next = await asked(path, { "if-none-match": tag });
  expect(next.status).toBe(200);
  expect(next.headers["etag"]).not.toBe(tag);
  // The typed client knows the tag as well.
  const told = await calling(engine)(feedQueries.read, { file: path.split("/").at(-1)! });
  expect(told).toEqual({ tag: String(next.headers["etag"]).slice(1, -1), text: next.text });
});

test("asking again for what has not changed reads no task", async () => {
  const hana = await joined(engine, company, { role: "sales_manager", name: "Hana" });
  const path = await addressOf(hana.call);
  for (let days = 1; days <= 20; days++) await planned(hana.call, { at: wall(days) });
  vi.stubEnv("EXPOSE_CAPACITY", "1");
  const spent = (headers: Record<string, unknown>) => String(headers["x-capacity"]);
  const whole = await asked(path);
  const warm = await asked(path);
  const held = await asked(path, { "if-none-match": String(whole.headers["etag"]) });
  vi.unstubAllEnvs();
  expect([whole.status, warm.status, held.status]).toEqual([200, 200, 304]);
  // The address, strongly consistent; the two read models; the count of the limit. Each task is half a unit more.
  expect(spent(held.headers)).toBe("read=2;write=1;calls=4");
  expect(spent(warm.headers)).toBe("read=12;write=1;calls=5");
});

test("a forged address, one with another ending and one of no feed answer as a page that is not there", async () => {
  const path = await addressOf(company.call);
  const headers = { "accept-language": "en" };
  const missing = async (asking: string) => {
    const { status, text } = await asked(asking, headers);
    return [status, { ...(JSON.parse(text) as object), requestId: "" }];
  };
  const nothing = await missing("/api/v1/nothing");
  expect(nothing[0]).toBe(404);
  const other = path.replace(/.(?=\.ics$)/, (last) => (last === "A" ? "B" : "A"));
  for (const forged of [
    other,
    path.replace(".ics", ""),
    path.replace(".ics", ".ICS"),
    path.slice(0, -8),
    `${path}x`,
    "/api/v1/feeds/.ics",
    "/api/v1/feeds/..%2F.ics",
    `/api/v1/feeds/${"A".repeat(43)}.ics`,
    `/api/v1/feeds/${hashOf(path.split("/").at(-1)!.slice(0, -4))}.ics`,
  ])
    expect(await missing(forged), forged).toEqual(nothing);
  expect((await asked(path)).status).toBe(200);
});

test("renewing and turning off end the old address at once; the address is nowhere in the table", async () => {
  const dina = await joined(engine, company, { role: "observer", name: "Dina" });
  expect(await dina.call(feedsContract.get, {})).toEqual({});
  const old = await addressOf(dina.call);
  const fresh = await addressOf(dina.call);
  expect(fresh).not.toBe(old);
  expect((await asked(old)).status).toBe(404);
  expect((await asked(fresh)).status).toBe(200);
  expect((await dina.call(feedsContract.get, {})).feed?.madeAt).toMatch(/^\d{4}-.*Z$/);
  const secret = fresh.split("/").at(-1)!.slice(0, -4);
  const items = await everyItem(engine);
  expect(items.filter((item) => JSON.stringify(item).includes(secret))).toEqual([]);
  expect(items.filter(({ pk }) => pk === `FEED#${hashOf(secret)}`)).toMatchObject([
    { tenant: company.company, employeeId: dina.employee.id },
  ]);
  await dina.call(feedsContract.remove, {});
  expect((await asked(fresh)).status).toBe(404);
  expect(await dina.call(feedsContract.get, {})).toEqual({});
  await dina.call(feedsContract.remove, {});
});

test("two renewals at once leave one address", async () => {
  const egor = await joined(engine, company, { role: "observer", name: "Egor" });
  const paths = await Promise.all([addressOf(egor.call), addressOf(egor.call)]);
  const statuses = await Promise.all(paths.map(async (path) => (await asked(path)).status));
  expect(statuses.toSorted()).toEqual([200, 404]);
});

test("the feed of one who left is not there, however it was found", async () => {
  const fedor = await joined(engine, company, { role: "sales_manager", name: "Fedor" });
  const path = await addressOf(fedor.call);
  expect((await asked(path)).status).toBe(200);
  const { employees } = await company.call(employeesContract.list, {});
  const { ver } = employees.find(({ id }) => id === fedor.employee.id)!;
  await company.call(employeesContract.close, { id: fedor.employee.id, ver });
  expect((await asked(path)).status).toBe(404);
  const left = await everyItem(engine);
  expect(left.filter((item) => item["employeeId"] === fedor.employee.id && item["e"] === "feed")).toEqual([]);
});

test("nobody finds in his feed what is another's, and of what he may not read only when it takes his time", async () => {
  const inna = await joined(engine, company, { role: "sales_manager", name: "Inna" });
  const kira = await joined(engine, company, { role: "telemarketing_agent", name: "Kira" });
  const consultant = await company.call(resourcesContract.add, {
    name: "Kira",
    kind: "consultant",
    employeeId: kira.employee.id,
  });
  await planned(inna.call, { text: "Личное Инны" });
  const booked = await planned(inna.call, {
    text: "Тайная встреча",
    place: "Тайное место",
    minutes: 60,
    resourceIds: [consultant.id],
  });
  const own = await planned(company.call, { text: "Для Киры", performerIds: [kira.employee.id], at: wall(6) });
  const path = await addressOf(kira.call);
  const { text } = await asked(path);
  expect(text).not.toMatch(/Инны|Тайн/);
  const { events } = await read(path);
  const start = Date.parse(instantOf(booked.at, booked.timeZone));
  expect(events.map(({ uid, summary, location }) => [uid, summary, location]).toSorted()).toEqual(
    [
      [`${booked.id}@prodano`, "Занято", null],
      [`${own.id}@prodano`, "Для Киры", null],
    ].toSorted(),
  );
  expect(events.find(({ uid }) => uid === `${booked.id}@prodano`)).toMatchObject({ start, end: start + 3_600_000 });
});

test("a key makes, renews and ends no feed", async () => {
  const { key } = await company.call(keysContract.make, { label: "1С", role: "administrator" });
  const call = calling(engine, { authorization: `Bearer ${key}` });
  await expect(call(feedsContract.make, {})).rejects.toMatchObject({ problem: { code: "forbidden" } });
  await expect(call(feedsContract.remove, {})).rejects.toMatchObject({ problem: { code: "forbidden" } });
});

test("wrong addresses are bounded by visitor, right ones by feed: one does not hinder the other", async () => {
  const path = await addressOf(company.call);
  const from = await comingFrom("203.0.113.77");
  const at = "2026-12-01T10:10:00.000Z";
  const ask = async (asking: string) =>
    (await engine.request({ method: "GET", path: asking, headers: from, at })).status;
  const wrong = (place: number) => `/api/v1/feeds/${String(place).padStart(43, "0")}.ics`;
  const statuses: number[] = [];
  for (let place = 0; place < 62; place++) statuses.push(await ask(wrong(place)));
  expect(statuses).toEqual([...Array<number>(60).fill(404), 429, 429]);
  const right: number[] = [];
  for (let time = 0; time < 121; time++) right.push(await ask(path));
  expect(right).toEqual([...Array<number>(120).fill(200), 429]);
});
