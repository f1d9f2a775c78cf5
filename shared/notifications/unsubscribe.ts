import { asSystem, type Caller, type Visitor } from "../caller.ts";
import { companyContext } from "../companies/context.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { sign, verify } from "../secrets.ts";
import { raced, retryStale } from "../table/retry.ts";
import { storeOf } from "../table/store.ts";
import type { unsubscribeContract } from "./contract.ts";
import { defaultChannels, noticeKinds, type NoticeKind } from "./kinds.ts";
import { forgetSettings, usualSettings } from "./settings.ts";
import { SettingsTable } from "./table.ts";

type In = Input<(typeof unsubscribeContract)["unsubscribe"]>;

/** Whose letters of which kinds a link turns off: those of notices, or `morning`. */
interface Stop {
  tenant: string;
  userId: string;
  kinds: readonly string[];
}

/**
 * The secret of a link that turns letters off: whose and which, under a signature. It does nothing else, holds no
 * address or name, and does not expire, since letters are kept.
 */
export async function unsubscribeToken({ tenant, userId, kinds }: Stop): Promise<string> {
  const said = [tenant, userId, kinds.join("-")].join(".");
  return `${said}.${await sign("unsubscribe", said)}`;
}

async function readToken(token: string): Promise<Stop> {
  const at = token.lastIndexOf(".");
  const said = token.slice(0, Math.max(0, at));
  if (!(await verify("unsubscribe", said, token.slice(at + 1)))) throw new Problem("not_found");
  const [tenant = "", userId = "", kinds = ""] = said.split(".");
  return { tenant, userId, kinds: kinds.split("-") };
}

/** What a link would turn off, for the page that asks. Looking changes nothing. */
export async function view(visitor: Visitor, { token }: Pick<In, "token">) {
  const { tenant, kinds } = await readToken(token);
  const context = await companyContext(tenant, visitor);
  if (!context) throw new Problem("not_found");
  return { company: context.company.name, ...splitKinds(kinds) };
}

/** Turns off what a link names, at once and however often it is asked; the rest of the settings stays. */
export async function unsubscribe(visitor: Visitor, { token }: In): Promise<Record<string, never>> {
  const { tenant, userId, kinds } = await readToken(token);
  const context = await companyContext(tenant, visitor);
  const employee = context?.employee(userId);
  if (!context || !employee) throw new Problem("not_found");
  const { notices, morning } = splitKinds(kinds);
  const caller: Caller = { ...asSystem(visitor, tenant, userId), role: employee.role };
  await retryStale(async () => {
    const store = storeOf(caller);
    const before = await store.get(SettingsTable, { id: userId });
    // The language of who asks is that of a mail provider's machine.
    const has = before ?? { ...usualSettings, language: context.company.language };
    const chosen: Partial<Record<NoticeKind, readonly string[]>> = has.channels;
    const silent = notices.filter((kind) => (chosen[kind] ?? defaultChannels(employee.role, kind)).includes("email"));
    if (silent.length === 0 && !(morning && has.morning)) return;
    const channels = Object.fromEntries(
      silent.map((kind) => [
        kind,
        (before?.channels[kind] ?? defaultChannels(employee.role, kind)).filter((one) => one !== "email"),
      ]),
    );
    const change = {
      ...has,
      channels: { ...has.channels, ...channels },
      ...(morning ? { morning: false } : {}),
    };
    const tx = store.tx();
    if (before) tx.update(SettingsTable, before, change);
    else tx.create(SettingsTable, { ...change, id: userId }, raced);
    await tx.commit(undefined);
  });
  forgetSettings(tenant, userId);
  return {};
}

/** Kinds that a letter named and that are there still. */
function splitKinds(kinds: readonly string[]): { notices: NoticeKind[]; morning: boolean } {
  return { notices: noticeKinds.filter((kind) => kinds.includes(kind)), morning: kinds.includes("morning") };
}
