import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asSystem, newMeter, type Caller, type Visitor } from "#shared/caller.ts";
import { load } from "#shared/demo/demo.ts";
import { make } from "#shared/keys/keys.ts";
import { newLink, tokenOf } from "#shared/people/links.ts";
import { hashPassword } from "#shared/people/passwords.ts";
import { confirmSignUp } from "#shared/people/sign-up.ts";
import { personByEmail } from "#shared/people/persons.ts";
import { PlatformStore } from "#shared/table/platform.ts";

/** How to sign in to the demo company. */
export interface Demo {
  email: string;
  password: string;
  apiKey: string;
}

const email = "demo@prodano.example";

/**
 * The demo company of this machine, made at the first start through the rules of a sign-up, with a password, an API key
 * and data of its own; later starts read what the first one wrote beside the data.
 */
export async function ensureDemo(dataDir: string): Promise<Demo> {
  const file = join(dataDir, "demo.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Demo;
  const password = randomBytes(9).toString("base64url");
  const owner = await ownerOf(password);
  const { key } = await make(owner, { label: "Demo", role: "owner" });
  await load(owner);
  const demo = { email, password, apiKey: key };
  writeFileSync(file, JSON.stringify(demo), { mode: 0o600 });
  return demo;
}

async function ownerOf(password: string): Promise<Caller> {
  const russian = (process.env["LANG"] ?? "").startsWith("ru");
  const visitor: Visitor = {
    kind: "visitor",
    address: "127.0.0.1",
    device: "local",
    now: new Date().toISOString(),
    requestId: randomUUID(),
    language: russian ? "ru" : "en",
    meter: newMeter(),
  };
  const store = new PlatformStore(visitor.meter);
  const settings = {
    company: russian ? "Станкоторг (демо)" : "Machine Traders (demo)",
    name: russian ? "Ольга Демьянова" : "Olivia Demo",
    email,
    language: visitor.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: russian ? "RUB" : "EUR",
  };
  const tx = store.tx(asSystem(visitor, "platform"));
  const linkId = newLink(
    tx,
    { kind: "sign_up", payload: { ...settings, password: await hashPassword(password) }, seconds: 60 },
    visitor.now,
  );
  await tx.commit({});
  const { company } = await confirmSignUp(visitor, { token: await tokenOf(linkId), password });
  const person = await personByEmail(store, email);
  const employeeId = person?.companies[0]?.employeeId;
  if (!employeeId) throw new Error("The demo company has no owner");
  const { timeZone, currency } = settings;
  return { ...asSystem(visitor, company, employeeId), kind: "employee", role: "owner", timeZone, currency };
}
