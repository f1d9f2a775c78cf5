import type { PersonCaller } from "../caller.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { PlatformStore } from "../table/platform.ts";
import type { peopleContract } from "./contract.ts";
import { endSession, endSessions, sessionDigest, sessionsOf } from "./sessions.ts";

/** Open sessions of the person. */
export async function sessions(caller: PersonCaller) {
  const all = await sessionsOf(new PlatformStore(caller.meter), caller.personId, caller.now);
  const current = sessionDigest(caller.sessionId);
  return {
    sessions: all
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
      .map(({ digest, createdAt, device }) => ({ id: digest, createdAt, device, current: digest === current })),
  };
}

/** Ends one session. */
export async function signOut(caller: PersonCaller, { id }: Input<typeof peopleContract.signOut>) {
  const digest = id === "current" ? sessionDigest(caller.sessionId) : id;
  const store = new PlatformStore(caller.meter);
  const own = await sessionsOf(store, caller.personId, caller.now);
  if (!own.some((one) => one.digest === digest)) throw new Problem("not_found");
  await endSession(store, caller.personId, digest);
  return {};
}

/** Ends every session, this one too. */
export async function signOutEverywhere(caller: PersonCaller) {
  await endSessions(new PlatformStore(caller.meter), caller.personId, caller.now);
  return {};
}
