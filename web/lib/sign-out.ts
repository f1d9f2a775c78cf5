import { peopleContract } from "#shared/people/contract.ts";
import { call } from "./api.ts";
import { forgetSession } from "./session.ts";

/** Ends the session, everywhere if asked so, and leads to the sign-in page. */
export async function signOut(everywhere = false): Promise<void> {
  try {
    if (everywhere) await call(peopleContract.signOutEverywhere, {});
    else await call(peopleContract.signOut, { id: "current" });
  } finally {
    await forgetSession();
    location.assign("/sign-in");
  }
}
