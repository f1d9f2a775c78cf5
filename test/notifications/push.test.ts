import { createECDH, createPublicKey, randomBytes, verify, type ECDH } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readBody, serveLocally, type Part } from "#infra/local/server.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { browsersContract, notificationsContract } from "#shared/notifications/contract.ts";
import { isPushService } from "#shared/senders/push-hosts.ts";
import { vapidKeys } from "#shared/senders/push.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { startEngine, type Engine } from "../support/engine.ts";
import { joined, signedUp } from "../support/people.ts";

const { decrypt } = createRequire(import.meta.url)("http_ece") as {
  decrypt: (body: Buffer, options: { version: "aes128gcm"; privateKey: ECDH; authSecret: string }) => Buffer;
};

let engine: Engine;
let company: Awaited<ReturnType<typeof signedUp>>;
let service: Part;
const taken: { path: string; headers: Record<string, string | string[] | undefined>; body: Buffer }[] = [];
/** How the push service answers by path; 201 where it is not said. */
const answers = new Map<string, number>();

beforeAll(async () => {
  engine = await startEngine({ printFailures: false });
  company = await signedUp(engine);
  service = await serveLocally(0, async (request, response) => {
    const path = request.url!;
    taken.push({ path, headers: request.headers, body: (await readBody(request, 10_000))! });
    response.writeHead(answers.get(path) ?? 201).end();
  });
  process.env["PUSH_ORIGINS"] = service.endpoint;
});
afterEach(() => {
  taken.length = 0;
  answers.clear();
});
afterAll(async () => {
  Reflect.deleteProperty(process.env, "PUSH_ORIGINS");
  await Promise.all([engine.stop(), service.stop()]);
});

/** A browser that has subscribed. */
function aBrowser() {
  const key = createECDH("prime256v1");
  key.generateKeys();
  const auth = randomBytes(16).toString("base64url");
  const path = `/${randomBytes(8).toString("hex")}`;
  return {
    path,
    endpoint: service.endpoint + path,
    keys: { p256dh: key.getPublicKey("base64url"), auth },
    open: (body: Buffer) =>
      JSON.parse(decrypt(body, { version: "aes128gcm", privateKey: key, authSecret: auth }).toString()) as unknown,
  };
}

const at = "2031-03-04T11:00";

/** An employee who takes notices of tasks in his browsers, and in the page. */
async function reader(name: string, ...browsers: ReturnType<typeof aBrowser>[]) {
  const one = await joined(engine, company, { role: "sales_manager", name });
  await one.call(notificationsContract.changeSettings, { ver: 0, channels: { task_planned: ["page", "push"] } });
  for (const { endpoint, keys } of browsers) await one.call(browsersContract.addBrowser, { endpoint, keys });
  return one;
}

async function plan(userId: string, text: string) {
  await company.call(tasksContract.add, { text, at, performerIds: [userId] });
  await engine.pump();
}

test("a notice reaches each browser sealed for it alone, with title, text and page and nothing more", async () => {
  const [first, second] = [aBrowser(), aBrowser()];
  const { employee, email } = await reader("Boris Browser", first, second);
  await plan(employee.id, "Visit the plant");
  expect(taken.map(({ path }) => path).toSorted()).toEqual([first.path, second.path].toSorted());
  for (const browser of [first, second]) {
    const { body, headers } = taken.find(({ path }) => path === browser.path)!;
    expect(browser.open(body)).toEqual({
      title: "Olga Owner planned for you: Visit the plant",
      text: expect.stringContaining("11:00") as string,
      path: `/${company.company}/day`,
    });
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "normal" });
    expect(String(headers["topic"])).toMatch(/^[\w-]{32}$/);
  }
  expect(() => second.open(taken.find(({ path }) => path === first.path)!.body)).toThrow();
  const letters = await engine.inbox(email);
  expect(letters.filter(({ subject }) => subject.includes("Visit the plant"))).toEqual([]);
});

test("the push service is shown who sends, signed by the key the browser subscribed by (RFC 8292)", async () => {
  const browser = aBrowser();
  const { employee, call } = await reader("Vera Vapid", browser);
  const { key } = await call(browsersContract.browsers, {});
  expect(key).toBe((await vapidKeys()).publicKey);
  await plan(employee.id, "Signed");
  const [, token = "", shown] = /^vapid t=([^,]+), k=(.+)$/.exec(String(taken[0]!.headers["authorization"]))!;
  expect(shown).toBe(key);
  const [head, claims, signature] = token.split(".") as [string, string, string];
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((one) => one.toString("base64url")) as [
    string,
    string,
  ];
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const signed = Buffer.from(`${head}.${claims}`);
  expect(
    verify("sha256", signed, { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")),
  ).toBe(true);
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ aud: service.endpoint });
});

test("a browser that has ended is forgotten, the others are told on", async () => {
  const [ended, lives] = [aBrowser(), aBrowser()];
  const { employee, call } = await reader("Greta Gone", ended, lives);
  answers.set(ended.path, 410);
  await plan(employee.id, "First");
  expect((await call(browsersContract.browsers, {})).browsers).toHaveLength(1);
  taken.length = 0;
  await plan(employee.id, "Second");
  expect(taken.map(({ path }) => path)).toEqual([lives.path]);
});

test("a push service that fails for a while is asked again", async () => {
  const browser = aBrowser();
  const { employee } = await reader("Fedor Failing", browser);
  answers.set(browser.path, 503);
  await company.call(tasksContract.add, { text: "Later", at, performerIds: [employee.id] });
  const pumping = engine.pump();
  await expect.poll(() => taken.length).toBeGreaterThan(1);
  answers.delete(browser.path);
  await pumping;
  expect(taken.at(-1)!.headers["topic"]).toBe(taken[0]!.headers["topic"]);
});

test("one has ten browsers at most, one address once, and takes away his own", async () => {
  const all = Array.from({ length: 11 }, aBrowser);
  const { call } = await reader("Tanya Ten", ...all, all[10]!);
  expect((await call(browsersContract.browsers, {})).browsers).toHaveLength(10);
  await call(browsersContract.removeBrowser, { endpoint: all[10]!.endpoint });
  await call(browsersContract.removeBrowser, { endpoint: all[0]!.endpoint });
  expect((await call(browsersContract.browsers, {})).browsers).toHaveLength(9);
});

test("a browser shows the notices of whoever subscribed there last, and of nobody before him", async () => {
  const [shared, own] = [aBrowser(), aBrowser()];
  const first = await reader("Alla After", shared, own);
  const second = await reader("Bella Before", shared);
  await plan(first.employee.id, "For Alla");
  expect(taken.map(({ path }) => path)).toEqual([own.path]);
  taken.length = 0;
  await plan(second.employee.id, "For Bella");
  expect(taken.map(({ path }) => path)).toEqual([shared.path]);
  const count = async ({ call }: typeof first) => (await call(browsersContract.browsers, {})).browsers.length;
  await second.call(browsersContract.removeBrowser, { endpoint: shared.endpoint });
  expect([await count(first), await count(second)]).toEqual([1, 0]);
  // Several at once: one of them has it.
  const { endpoint, keys } = shared;
  await Promise.all(
    [first, second, first, second].map(({ call }) => call(browsersContract.addBrowser, { endpoint, keys })),
  );
  expect((await count(first)) + (await count(second))).toBe(2);
});

test("a closed employee is told nothing", async () => {
  const browser = aBrowser();
  const { employee } = await reader("Clara Closed", browser);
  await company.call(tasksContract.add, { text: "Too late", at, performerIds: [employee.id] });
  await company.call(employeesContract.close, { id: employee.id, ver: (await current(employee.id)).ver });
  await engine.pump();
  expect(taken).toEqual([]);
});

async function current(id: string) {
  const { employees } = await company.call(employeesContract.list, {});
  return employees.find((one) => one.id === id)!;
}

test("our servers call the push services of browsers and nobody else", async () => {
  for (const good of [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://wns2-par02p.notify.windows.com/w/?token=abc",
    "https://web.push.apple.com/abc",
  ])
    expect(isPushService(good), good).toBe(true);
  const bad = [
    "http://fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://user@fcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://notify.windows.com.evil.example/",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/x",
    "https://[::1]/x",
    "file:///etc/passwd",
    "not an address",
  ];
  for (const one of bad) expect(isPushService(one), one).toBe(false);
  const { keys } = aBrowser();
  await expect(company.call(browsersContract.addBrowser, { endpoint: bad[6]!, keys })).rejects.toMatchObject({
    problem: { issues: [{ path: "endpoint" }] },
  });
  const broken = { p256dh: "A".repeat(87), auth: keys.auth };
  const endpoint = `${service.endpoint}/x`;
  await expect(company.call(browsersContract.addBrowser, { endpoint, keys: broken })).rejects.toMatchObject({
    problem: { issues: [{ path: "keys.p256dh" }] },
  });
});
