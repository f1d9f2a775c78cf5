import assert from "node:assert/strict";
import { auditContract } from "#shared/audit/contract.ts";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { companiesContract } from "#shared/companies/contract.ts";
import { filesContract } from "#shared/files/contract.ts";
import { ApiError, clientOf } from "#shared/http/client.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { searchQueries } from "#shared/search/contract.ts";
import type { Outputs } from "./deployment.ts";
import { until, type MiniStack } from "./ministack.ts";

/** A letter takes the stream, the bus, a queue and two cold starts to be sent. */
const LETTER_SECONDS = 60;

/** One thing the run proves, in words. */
export type Step = (says: string, proof: () => Promise<void>) => Promise<void>;

/** The journey's API part over the deployed HTTP APIs, sign-in through the deployed web server among it. */
export async function journey(stack: MiniStack, outputs: Outputs, step: Step): Promise<void> {
  const {
    WebUrl = "",
    ApiEndpoint = "",
    WebServerEndpoint = "",
    EdgeSecretArn = "",
  } = outputs["prodano-dev-edge"] ?? {};
  const api = new URL(ApiEndpoint).host;
  const web = new URL(WebServerEndpoint).host;
  const { SecretString: edge } = await stack.call<{ SecretString: string }>(
    "secretsmanager",
    "secretsmanager.GetSecretValue",
    { SecretId: EdgeSecretArn },
  );

  const calling = (headers: Record<string, string>) =>
    clientOf({
      fetch: async (url, init) => {
        const { status, headers: answered, body } = await stack.ask(url, { ...init, host: api });
        return {
          status,
          text: () => Promise.resolve(body),
          headers: { get: (name) => String(answered[name.toLowerCase()] ?? "") || null },
        };
      },
      headers: () => ({ "accept-language": "en", ...headers }),
    });
  const visitor = calling({});
  const email = "olga@example.org";
  const settings = { company: "Northern Wind", language: "en", timeZone: "Europe/Berlin", currency: "EUR" } as const;

  await step("a sign-up is answered alike for everybody, and its letter is sent", async () => {
    await visitor(peopleContract.signUp, { ...settings, name: "Olga Owner", email, password: "correct horse battery" });
    await until("the letter", LETTER_SECONDS, async () => (await stack.lettersTo(email)).length > 0);
  });

  let company = "";
  let ticket = "";
  await step("the link of the letter leads to the web application and makes person and company", async () => {
    const [text = ""] = await stack.lettersTo(email);
    const link = /https:\S+/.exec(text)?.[0] ?? "";
    assert.ok(link.startsWith(`${WebUrl}/confirm#`), link);
    ({ company, ticket } = await visitor(peopleContract.confirmSignUp, { token: new URL(link).hash.slice(1) }));
  });

  let cookie = "";
  await step("the web server refuses who comes past CloudFront", async () => {
    assert.equal((await stack.ask("/api/auth/csrf", { host: web })).status, 403);
  });
  await step("the web server signs in by the ticket, once", async () => {
    cookie = await signIn(stack, web, edge, WebUrl, ticket);
    assert.match(cookie, /^__Host-prodano=/);
    await assert.rejects(signIn(stack, web, edge, WebUrl, ticket));
  });

  const browser = { cookie, origin: WebUrl };
  const call = calling({ ...browser, "x-company": company });
  await step("the session's cookie opens the company", async () => {
    const me = await call(peopleContract.me, {});
    assert.deepEqual(
      me.companies.map((one) => one.company),
      [company],
    );
    assert.equal((await call(companiesContract.get, {})).name, settings.company);
  });
  await step("a foreign origin writes nothing", async () => {
    const foreign = calling({ cookie, origin: "https://evil.example", "x-company": company });
    await refused(foreign(clientsContract.create, { name: "Evil" }), "forbidden");
  });

  let clientId = "";
  await step("a client is made, and a second card with its tax number refused", async () => {
    const made = await call(clientsContract.create, { name: "Baltic Timber", taxNumber: "DE 811 907 980" });
    clientId = made.id;
    await refused(call(clientsContract.create, { name: "Timber, Baltic", taxNumber: "DE811907980" }), "conflict");
  });
  await step("the read model lists and finds it", async () => {
    await until("the list", 20, async () => (await call(clientQueries.list, {})).rows.length === 1);
    const { hits } = await call(searchQueries.find, { q: "balt" });
    assert.deepEqual(
      hits.map(({ id }) => id),
      [clientId],
    );
  });
  await step("the audit trail has it, through stream, bus and queue", async () => {
    await until(
      "the audit trail",
      LETTER_SECONDS,
      async () => (await call(auditContract.of, { id: clientId })).changes.length > 0,
    );
  });
  await step("a file goes to the bucket by its form, is looked at and comes back by a link", async () => {
    const content = "first;second\n1;2\n";
    const { file, upload } = await call(filesContract.add, {
      name: "list.csv",
      bytes: content.length,
      purpose: "attachment",
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", new Blob([content]), "list.csv");
    const sent = await fetch(upload.url, { method: "POST", body: form });
    assert.ok(sent.ok, `${sent.status} ${await sent.text()}`);
    assert.equal((await call(filesContract.uploaded, { id: file.id })).state, "ready");
    const { url } = await call(filesContract.link, { id: file.id });
    assert.equal(await (await fetch(url)).text(), content);
  });
  await step("a key of the API works, and no more once it is revoked", async () => {
    const { id, key } = await call(keysContract.make, { label: "run", role: "observer" });
    const program = calling({ authorization: `Bearer ${key}` });
    assert.equal((await program(clientsContract.card, { id: clientId })).client.name, "Baltic Timber");
    await refused(program(clientsContract.create, { name: "By an observer" }), "forbidden");
    await call(keysContract.revoke, { id });
  });
  await step("another company sees nothing of it", async () => {
    const other = await calling(browser)(peopleContract.found, { ...settings, company: "Southern Calm" });
    const stranger = calling({ ...browser, "x-company": other.company });
    await refused(stranger(clientsContract.card, { id: clientId }), "not_found");
    assert.equal((await stranger(clientQueries.list, {})).rows.length, 0);
  });
  await step("the clock ticks", async () => {
    await until("a tick", 90, async () =>
      (await stack.logOf("tick")).some((line) => line.includes('"TickLagSeconds"')),
    );
  });
}

/** Signs in as the sign-in page does; answers the session's cookie. */
async function signIn(stack: MiniStack, host: string, edge: string, webUrl: string, ticket: string): Promise<string> {
  const through = {
    "x-prodano-edge": edge,
    "x-forwarded-host": new URL(webUrl).host,
    "x-forwarded-proto": "https",
    "x-forwarded-for": "203.0.113.7, 198.51.100.1",
  };
  const csrf = await stack.ask("/api/auth/csrf", { host, headers: through });
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const answer = await stack.ask("/api/auth/callback/credentials", {
    method: "POST",
    host,
    headers: {
      ...through,
      "content-type": "application/x-www-form-urlencoded",
      cookie: cookiesOf(csrf.headers).join("; "),
    },
    body: new URLSearchParams({ ticket, csrfToken, json: "true" }).toString(),
  });
  const session = cookiesOf(answer.headers).find((one) => one.startsWith("__Host-prodano="));
  if (!session) throw new Error(`No session: ${answer.status} ${answer.body}`);
  return session;
}

function cookiesOf(headers: Record<string, string | string[] | undefined>): string[] {
  return [headers["set-cookie"] ?? []].flat().map((one) => one.split(";")[0]!);
}

async function refused(asked: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ApiError, `expected ${code}, was let through`);
  assert.equal(error.problem.code, code);
}
