import { createHash } from "node:crypto";
import { prefixes, type IdKind } from "../ids.ts";
import { foldHeader } from "./guess.ts";

/** Crockford's alphabet, as of a ULID. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGEST_SIGNS = 16;

/**
 * The id of a record that an import makes, the same whenever it is asked for: a chunk that is tried again makes
 * nothing twice. It sorts by the moment of the import, whose id begins it.
 * @param what names the record within the import: its row, or what it is called
 */
export function importedId(kind: IdKind, importId: string, what: string): string {
  const digest = createHash("sha256").update(`${importId}|${kind}|${what}`).digest();
  const random = Array.from(digest.subarray(0, DIGEST_SIGNS), (byte) => ALPHABET[byte % 32]).join("");
  return `${prefixes[kind]}_${momentOf(importId)}${random}`;
}

/** Whether an import made the record: its id begins with the moment of the import, to the millisecond. */
export function isMadeBy(importId: string, id: string): boolean {
  return momentOf(id) === momentOf(importId);
}

/** The part of a ULID that says when. */
function momentOf(id: string): string {
  const at = id.indexOf("_") + 1;
  return id.slice(at, at + 10);
}

/** Names the header of a file of an entity, so that what was chosen for it is found again. */
export function headerPrint(entity: string, names: readonly string[]): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(names.map(foldHeader)))
    .digest("hex");
  return `${entity}#${digest.slice(0, 40)}`;
}
