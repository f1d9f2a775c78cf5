import { filesContract } from "#shared/files/contract.ts";
import type { FileView } from "#shared/files/schema.ts";
import { call } from "./api.ts";

/**
 * Sends a file straight to the bucket and has it looked at. `onProgress` hears the share that was sent, 0 to 1.
 * Throws ApiError where the API refuses it, TypeError where the bucket was not reached or did not take it.
 */
export async function upload(
  file: File,
  purpose: "attachment" | "import",
  onProgress?: (share: number) => void,
): Promise<FileView> {
  const { file: record, upload: form } = await call(filesContract.add, { name: file.name, bytes: file.size, purpose });
  await post(form.url, form.fields, file, onProgress);
  return call(filesContract.uploaded, { id: record.id });
}

function post(
  url: string,
  fields: Record<string, string>,
  file: File,
  onProgress?: (share: number) => void,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  // S3 reads no field after the file.
  body.set("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new TypeError(`The bucket answered ${request.status}`));
    request.onerror = () => reject(new TypeError("The bucket did not answer"));
    request.open("POST", url);
    request.send(body);
  });
}
