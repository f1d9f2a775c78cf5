import type { Caller } from "#shared/caller.ts";
import { add, uploaded } from "#shared/files/files.ts";
import type { FileView } from "#shared/files/schema.ts";

/** A file to bring, as a browser has it. */
export interface Brought {
  name: string;
  content: Buffer;
  purpose?: "attachment" | "import";
}

/** Posts bytes by the form of an announced file, as a browser does; answers the status of the bucket. */
export async function post(
  { url, fields }: { url: string; fields: Record<string, string> },
  content: Buffer,
): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([new Uint8Array(content)]));
  return (await fetch(url, { method: "POST", body: form })).status;
}

/** Brings a file the whole way: announced, posted, looked at. */
export async function bring(caller: Caller, { name, content, purpose = "attachment" }: Brought): Promise<FileView> {
  const { file, upload } = await add(caller, { name, bytes: content.length, purpose });
  const status = await post(upload, content);
  if (status >= 300) throw new Error(`The bucket answered ${status}`);
  return uploaded(caller, { id: file.id });
}

/** A PDF as far as its beginning tells. */
export function aPdf(bytes = 2000): Buffer {
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(bytes - 9, 0x20)]);
}
