import { peopleContract } from "#shared/people/contract.ts";
import { call } from "./api.ts";
import { forgetSession } from "./session.ts";

/** Ends the session, everywhere if asked so, and leads to the sign-in page. */
export async function signOut(everywhere = false): Promise<void> {
  try {
    // Whoever comes next to this browser is not to see what the one before him is told.
    await import("./push.ts").then(({ endPush }) => endPush()).catch(() => undefined);
    if (everywhere) await call(peopleContract.signOutEverywhere, {});
    else await call(peopleContract.signOut, { id: "current" });
  } finally {
    await forgetSession();
    location.assign("/sign-in");
  }
}
