import { Problem } from "../errors.ts";
import { sign, verify } from "../secrets.ts";

/**
 * A place in a list as text: signed, and bound to the company and to what was asked, so that it opens nothing else.
 * `query` is the asked question in words; the same question must come with the cursor.
 */
export async function sealCursor(tenant: string, query: string, place: unknown): Promise<string> {
  const body = Buffer.from(JSON.stringify(place)).toString("base64url");
  return `${body}.${await sign("cursor", `${tenant}\n${query}\n${body}`)}`;
}

/** The place in a cursor; a forged one, one of another company or of another question answers `invalid_input`. */
export async function openCursor<P>(tenant: string, query: string, cursor: string): Promise<P> {
  const [body = "", signature = ""] = cursor.split(".");
  if (!(await verify("cursor", `${tenant}\n${query}\n${body}`, signature))) {
    throw new Problem("invalid_input", { reason: "bad_cursor", issues: [{ path: "cursor", message: "bad_cursor" }] });
  }
  return JSON.parse(Buffer.from(body, "base64url").toString()) as P;
}
