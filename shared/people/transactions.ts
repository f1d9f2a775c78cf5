import { asSystem, type Caller, type PersonCaller, type Visitor } from "../caller.ts";
import { newCompanyId } from "../ids.ts";
import { PlatformStore } from "../table/platform.ts";
import type { Tx } from "../table/tx.ts";
import type { SignUp } from "./schema.ts";

/** The reserved company of letters that belong to none. */
const PLATFORM = "platform";

/** A transaction of what belongs to no company. */
export function platformTx(by: Visitor | PersonCaller): Tx {
  return new PlatformStore(by.meter).tx(asSystem(by, PLATFORM));
}

/** A transaction of a company that is being founded, and its new id. */
export function companyTx(
  by: Visitor | PersonCaller,
  { language, timeZone, currency }: Pick<SignUp, "language" | "timeZone" | "currency">,
): { tenant: string; tx: Tx } {
  const tenant = newCompanyId();
  const caller: Caller = { ...asSystem(by, tenant), language, timeZone, currency };
  return { tenant, tx: new PlatformStore(by.meter).tx(caller) };
}
