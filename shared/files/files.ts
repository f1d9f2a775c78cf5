import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import type { Caller } from "../caller.ts";
import { invalid, notFound, Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { newId } from "../ids.ts";
import { may, scopeOf } from "../policy.ts";
import { storeOf } from "../table/store.ts";
import {
  downloadLink,
  firstBytes,
  keep,
  look,
  readStream as streamOf,
  remove,
  uploadForm,
  write as put,
} from "./bucket.ts";
import type { filesContract } from "./contract.ts";
import { kindOf } from "./kinds.ts";
import { mostBytes, type File, type FileView } from "./schema.ts";
import { FileTable } from "./table.ts";

type In<K extends keyof typeof filesContract> = Input<(typeof filesContract)[K]>;

const FORM_SECONDS = 10 * 60;
const LINK_SECONDS = 60;
const MEGABYTE = 1024 * 1024;
/** An import is told by its beginning: it may be as large as fifty attachments. */
const IMPORT_START_BYTES = 64 * 1024;
const UNKNOWN_BYTES = "application/octet-stream";

/**
 * Announces a file and answers the form that puts it, of exactly this length, into the bucket within ten minutes.
 * The form writes to a place nobody reads; what is found good there is moved to `key`, out of the form's reach.
 */
export async function add(caller: Caller, { name, bytes, purpose }: In<"add">) {
  if (scopeOf(caller, sectionOf(purpose), "create") === "none") throw new Problem("forbidden");
  if (bytes > mostBytes[purpose]) {
    throw new Problem("too_large", { reason: "file_too_large", params: { limit: mostBytes[purpose] / MEGABYTE } });
  }
  const id = newId("file");
  const upload = await uploadForm(uploadKey(caller.tenant, id), bytes, FORM_SECONDS);
  const tx = storeOf(caller).tx();
  const file = tx.create(FileTable, {
    id,
    name,
    bytes,
    contentType: UNKNOWN_BYTES,
    purpose,
    state: "pending",
    key: keyOf(caller.tenant, id),
  });
  return tx.commit({ file: viewOf(file), upload });
}

/**
 * Looks at what came: its length, and by its content its kind. Answers the file as `ready` or `refused`; asked again,
 * answers what was found the first time. Before anything came: `invalid_state`.
 */
export async function uploaded(caller: Caller, { id }: In<"uploaded">): Promise<FileView> {
  const file = await mustRead(caller, id);
  if (file.createdBy !== caller.actor) throw new Problem("forbidden");
  if (file.state !== "pending") return viewOf(file);
  const from = uploadKey(caller.tenant, id);
  const found = await look(from);
  if (!found) throw new Problem("invalid_state", { reason: "file_not_there" });
  const bytes = file.purpose === "import" ? IMPORT_START_BYTES : mostBytes.attachment;
  const kind = found.bytes === file.bytes && kindOf(file.purpose, file.name, await firstBytes(from, found.etag, bytes));
  if (kind) await keep(from, found.etag, file.key, { name: file.name, contentType: kind.contentType });
  const tx = storeOf(caller).tx();
  const looked = tx.update(
    FileTable,
    file,
    kind ? { state: "ready", contentType: kind.contentType } : { state: "refused" },
  );
  const answer = await tx.commit(viewOf(looked));
  // Last: an end in between leaves bytes that the bucket forgets, not a file whose bytes are gone.
  await remove(from);
  return answer;
}

/** A link to download a file by, good for a minute. */
export async function link(caller: Caller, { id }: In<"link">): Promise<{ url: string }> {
  const file = mustBeReady(await mustRead(caller, id));
  return { url: await downloadLink(file.key, file, LINK_SECONDS) };
}

/** A file that was looked at and found good; else as {@link link} refuses. */
export async function ready(caller: Caller, id: string): Promise<File> {
  return mustBeReady(await mustRead(caller, id));
}

/** What is in a file, as it comes from the bucket. */
export async function readStream(caller: Caller, id: string): Promise<Readable> {
  return streamOf(mustBeReady(await mustRead(caller, id)).key);
}

/** What is in a file, whole; for attachments, which are small. */
export async function readBytes(caller: Caller, id: string): Promise<Buffer> {
  return (await readWhole(caller, id)).content;
}

/** A file as it goes with a letter: name, kind and all its bytes. */
export async function readWhole(
  caller: Caller,
  id: string,
): Promise<{ name: string; contentType: string; content: Buffer }> {
  const { name, contentType, key } = mustBeReady(await mustRead(caller, id));
  return { name, contentType, content: await buffer(await streamOf(key)) };
}

/** A file that the product itself writes, as the rows an import refused; ready at once. */
export interface WriteFile {
  name: string;
  contentType: string;
  purpose: "export";
  body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** Writes a file of any length, holding little of it in memory, and answers it. Ready means wholly written. */
export async function write(caller: Caller, { name, contentType, purpose, body }: WriteFile): Promise<File> {
  const id = newId("file");
  const key = keyOf(caller.tenant, id);
  const bytes = await put(key, { name, contentType }, chunksOf(body));
  const tx = storeOf(caller).tx();
  const file = tx.create(FileTable, { id, name, bytes, contentType, purpose, state: "ready", key });
  return tx.commit(file);
}

/**
 * The files to attach to a letter, in their order. One that is missing, of another company or out of the caller's
 * sight, one not ready, one that is no attachment and more than 7 MB in all are refused, each with its reason.
 */
export async function attachments(caller: Caller, ids: readonly string[]): Promise<File[]> {
  const known = new Map(
    (
      await storeOf(caller).batchGet(
        FileTable,
        ids.map((id) => ({ id })),
      )
    ).map((file) => [file.id, file]),
  );
  const files = [...new Set(ids)].map((id, index) => {
    const file = known.get(id);
    if (!file || file.purpose !== "attachment" || !mayRead(caller, file))
      throw invalid(`fileIds.${index}`, "no_such_file");
    if (file.state !== "ready") throw invalid(`fileIds.${index}`, "file_not_ready");
    return file;
  });
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > mostBytes.attachment) {
    throw new Problem("too_large", { reason: "files_too_large", params: { limit: mostBytes.attachment / MEGABYTE } });
  }
  return files;
}

async function mustRead(caller: Caller, id: string): Promise<File> {
  const file = await storeOf(caller).get(FileTable, { id });
  if (!file || !mayRead(caller, file)) throw notFound();
  return file;
}

/** Attachments are part of History, everything else of imports; whoever brought a file may always read it. */
function mayRead(caller: Caller, file: File): boolean {
  return file.createdBy === caller.actor || may(caller, sectionOf(file.purpose), "read", file);
}

function sectionOf(purpose: File["purpose"]): "history" | "imports" {
  return purpose === "attachment" ? "history" : "imports";
}

function mustBeReady(file: File): File {
  if (file.state !== "ready") throw new Problem("invalid_state", { reason: "file_not_ready" });
  return file;
}

function keyOf(tenant: string, id: string): string {
  return `T/${tenant}/${id}`;
}

/** Where a form puts a file; the bucket forgets what stays here. */
function uploadKey(tenant: string, id: string): string {
  return `U/${tenant}/${id}`;
}

function viewOf({ key: _key, ...view }: File): FileView {
  return view;
}

async function* chunksOf(body: WriteFile["body"]): AsyncGenerator<Uint8Array> {
  if (typeof body === "string" || body instanceof Uint8Array) yield Buffer.from(body);
  else for await (const chunk of body) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
