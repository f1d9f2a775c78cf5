import assert from "node:assert/strict";
import { auditContract } from "#shared/audit/contract.ts";
import { clientQueries, clientsContract } from "#shared/clients/contract.ts";
import { companiesContract } from "#shared/companies/contract.ts";
import { dealQueries, dealsContract } from "#shared/deals/contract.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import { filesContract } from "#shared/files/contract.ts";
import { ApiError } from "#shared/http/client.ts";
import { importsContract } from "#shared/imports/contract.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import { notificationsContract } from "#shared/notifications/contract.ts";
import { peopleContract } from "#shared/people/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { searchQueries } from "#shared/search/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import { after } from "#shared/time.ts";
import { wallOf } from "#shared/wall.ts";
import type { Outputs } from "./deployment.ts";
import { ACCOUNT, REGION, until, type MiniStack } from "./ministack.ts";
import { People } from "./people.ts";

/** One thing the run proves, in words. */
export type Step = (says: string, proof: () => Promise<void>) => Promise<void>;

type Call = ReturnType<People["calling"]>;

/** Work in the background begins cold and goes through stream, bus and queue. */
const WORK_SECONDS = 60;
const BUYER = "buyer@example.net";
const PASSWORD = "correct horse battery";
const settings = { company: "Northern Wind", language: "en", timeZone: "Europe/Berlin", currency: "EUR" } as const;

/** The journey's API part over the deployed HTTP APIs, sign-in through the deployed web server among it. */
export async function journey(stack: MiniStack, outputs: Outputs, step: Step): Promise<void> {
  const people = await People.of(stack, outputs);
  const owner = await signUp(people, step);
  const clientId = await work(people, owner, step);
  const told = await planned(owner, clientId, step);
  await background(stack, owner, clientId, step);
  await others(stack, people, owner, clientId, step);
  await told(stack);
}

interface Owner {
  browser: { cookie: string; origin: string };
  company: string;
  call: Call;
  email: string;
}

async function signUp(people: People, step: Step): Promise<Owner> {
  const visitor = people.calling();
  const email = "olga@example.org";
  let link: URL | undefined;
  await step("a sign-up is taken, and its letter leads to the web application", async () => {
    await visitor(peopleContract.signUp, { ...settings, name: "Olga Owner", email, password: PASSWORD });
    link = await people.linkFor(email);
    assert.equal(link.origin + link.pathname, `${people.webUrl}/confirm`);
  });
  let made = { company: "", ticket: "" };
  await step("the link makes person and company by the password chosen, once", async () => {
    const token = link!.hash.slice(1);
    await refused(visitor(peopleContract.confirmSignUp, { token, password: "another one" }), "invalid_input");
    made = await visitor(peopleContract.confirmSignUp, { token, password: PASSWORD });
    await refused(visitor(peopleContract.confirmSignUp, { token, password: PASSWORD }), "invalid_state");
  });
  await step("the web server refuses who comes past CloudFront", async () => {
    assert.equal(await people.pastCloudFront("/api/auth/csrf"), 403);
  });
  let browser = { cookie: "", origin: "" };
  await step("the web server signs in by the ticket, once", async () => {
    browser = await people.signIn(made.ticket);
    await assert.rejects(people.signIn(made.ticket));
  });
  const { company } = made;
  const call = people.calling({ ...browser, "x-company": company });
  await step("the session's cookie opens the company", async () => {
    const me = await call(peopleContract.me, {});
    assert.deepEqual(
      me.companies.map((one) => one.company),
      [company],
    );
    assert.equal((await call(companiesContract.get, {})).name, settings.company);
  });
  return { browser, company, call, email };
}

async function work(people: People, { browser, company, call }: Owner, step: Step): Promise<string> {
  await step("a foreign origin writes nothing", async () => {
    const foreign = people.calling({ ...browser, origin: "https://evil.example", "x-company": company });
    await refused(foreign(clientsContract.create, { name: "Evil" }), "forbidden");
  });
  let clientId = "";
  await step("a client is made, and a second card with its tax number refused", async () => {
    ({ id: clientId } = await call(clientsContract.create, {
      name: "Baltic Timber",
      taxNumber: "DE 811 907 980",
      emails: [{ value: BUYER }],
    }));
    await refused(call(clientsContract.create, { name: "Timber, Baltic", taxNumber: "DE811907980" }), "conflict");
  });
  await step("the read model lists and finds it", async () => {
    await until("the list", WORK_SECONDS, async () => (await call(clientQueries.list, {})).rows.length === 1);
    const { hits } = await call(searchQueries.find, { q: "balt" });
    assert.deepEqual(
      hits.map(({ id }) => id),
      [clientId],
    );
  });
  await step("a deal is opened and moved, and stands on the board", async () => {
    const pipeline = await call(pipelinesContract.add, { template: "seven" });
    const deal = await call(dealsContract.open, {
      clientId,
      title: "Beams",
      pipelineId: pipeline.id,
      amountMinor: 120_000,
    });
    const moved = await call(dealsContract.move, { id: deal.id, stageId: pipeline.stages[1]!.id, ver: deal.ver });
    assert.equal(moved.stageId, pipeline.stages[1]!.id);
    await until("the board", WORK_SECONDS, async () => (await call(dealQueries.list, {})).sumMinor === 120_000);
  });
  return clientId;
}

/** Plans a step whose reminder comes due while the rest goes on; answers the proof that it came. */
async function planned(
  { call, email }: Owner,
  clientId: string,
  step: Step,
): Promise<(stack: MiniStack) => Promise<void>> {
  const text = "Ring about the beams";
  await step("a step is planned, with a reminder a minute before", async () => {
    const at = wallOf(after(new Date().toISOString(), 150), settings.timeZone);
    await call(tasksContract.plan, { clientId, text, at, remind: [1] });
  });
  return (stack) =>
    step("the rule of the minute wakes it: once in the page, and by letter", async () => {
      await until("the letter of the reminder", WORK_SECONDS * 4, async () =>
        (await stack.lettersTo(email)).some((letter) => JSON.stringify(letter).includes(text)),
      );
      const { notifications } = await call(notificationsContract.list, {});
      assert.equal(notifications.filter(({ kind }) => kind === "task_soon").length, 1);
    });
}

async function background(stack: MiniStack, { call, company }: Owner, clientId: string, step: Step): Promise<void> {
  await step("the audit trail has the card, through stream, bus and queue", async () => {
    await until(
      "the audit trail",
      WORK_SECONDS,
      async () => (await call(auditContract.of, { id: clientId })).changes.length > 0,
    );
  });
  let fileId = "";
  await step("a file goes to the bucket by its form, is looked at and comes back by a link", async () => {
    const content = "Plan of the delivery\n";
    fileId = await sendFile(call, "plan.txt", "attachment", content);
    const { url } = await call(filesContract.link, { id: fileId });
    assert.equal(await (await fetch(url)).text(), content);
  });
  let letterId = "";
  await step("a letter with the file leaves from the card", async () => {
    const what = { subject: "Beams", text: "The plan is attached.", fileIds: [fileId] };
    letterId = (await call(lettersContract.write, { clientId, to: BUYER, ...what })).letter.id;
    await until("the letter", WORK_SECONDS, async () => (await stack.lettersTo(BUYER)).length > 0);
  });
  await step("what SES tells of the letter through SNS is written into it", async () => {
    const event = {
      eventType: "Bounce",
      mail: { messageId: "1", timestamp: new Date().toISOString(), tags: { letter: [letterId], tenant: [company] } },
      bounce: { bounceType: "Permanent", bounceSubType: "General" },
    };
    const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:prodano-dev-letter-events`;
    await stack.form("sns", { Action: "Publish", Version: "2010-03-31", TopicArn, Message: JSON.stringify(event) });
    const bounced = async () => (await call(lettersContract.get, { clientId, id: letterId })).state === "bounced";
    await until("the bounce", WORK_SECONDS, bounced);
  });
  await step("an import reads its file in the background", async () => {
    const file = await sendFile(call, "products.csv", "import", "product,price\nBeam,12.50\nPlank,4.00\n");
    const { id } = await call(importsContract.create, { fileId: file, entity: "products" });
    await until(
      "the analysis",
      WORK_SECONDS,
      async () => (await call(importsContract.get, { id })).state === "mapping",
    );
  });
}

async function others(stack: MiniStack, people: People, owner: Owner, clientId: string, step: Step): Promise<void> {
  const { browser, company, call } = owner;
  await step("a colleague is invited, signs in and does what his role allows", async () => {
    const email = "anton@example.org";
    await call(employeesContract.add, { name: "Anton Agent", email, role: "observer" });
    const token = (await people.linkFor(email)).hash.slice(1);
    const { ticket } = await people.calling()(peopleContract.acceptInvitation, { token, password: PASSWORD });
    const colleague = people.calling({ ...(await people.signIn(ticket!)), "x-company": company });
    assert.equal((await colleague(clientsContract.card, { id: clientId })).client.name, "Baltic Timber");
    await refused(colleague(clientsContract.create, { name: "By an observer" }), "forbidden");
  });
  await step("a key of the API reads, and is revoked", async () => {
    const { id, key } = await call(keysContract.make, { label: "run", role: "observer" });
    const program = people.calling({ authorization: `Bearer ${key}` });
    assert.equal((await program(clientsContract.card, { id: clientId })).client.id, clientId);
    assert.ok((await call(keysContract.revoke, { id })).revokedAt);
  });
  await step("another company sees nothing of it", async () => {
    const other = await people.calling(browser)(peopleContract.found, { ...settings, company: "Southern Calm" });
    const stranger = people.calling({ ...browser, "x-company": other.company });
    await refused(stranger(clientsContract.card, { id: clientId }), "not_found");
    assert.equal((await stranger(clientQueries.list, {})).rows.length, 0);
  });
  await step("a forgotten password is set anew by letter", async () => {
    const email = "anton@example.org";
    const before = (await stack.lettersTo(email)).length;
    await people.calling()(peopleContract.forgot, { email });
    await until("the letter", WORK_SECONDS, async () => (await stack.lettersTo(email)).length > before);
    await people.calling()(peopleContract.reset, {
      token: (await people.linkFor(email)).hash.slice(1),
      password: `${PASSWORD} 2`,
    });
  });
  await step("credentials of a company are given to nobody but the functions", async () => {
    const answer = await stack.form("sts", {
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/prodano-dev-tenant`,
      RoleSessionName: "run",
      "Tags.member.1.Key": "tenant",
      "Tags.member.1.Value": company,
    });
    assert.equal(answer.status, 403, answer.body);
  });
  await step("the clock ticks", async () => {
    await until("a tick", 90, async () =>
      (await stack.logOf("tick")).some((line) => line.includes('"TickLagSeconds"')),
    );
  });
}

/** Sends a file as a browser does; answers its id once it was found good. */
async function sendFile(call: Call, name: string, purpose: "attachment" | "import", content: string): Promise<string> {
  const { file, upload } = await call(filesContract.add, { name, bytes: Buffer.byteLength(content), purpose });
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
  form.append("file", new Blob([content]), name);
  const sent = await fetch(upload.url, { method: "POST", body: form });
  assert.ok(sent.ok, `${sent.status} ${await sent.text()}`);
  assert.equal((await call(filesContract.uploaded, { id: file.id })).state, "ready");
  return file.id;
}

async function refused(asked: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ApiError, `expected ${code}: ${String(error)}`);
  assert.equal(error.problem.code, code);
}
