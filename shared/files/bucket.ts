import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { config } from "../config.ts";
import { disposition } from "./names.ts";

/** S3 wants parts of at least 5 MB; what is shorter than one part goes in a single call. */
const PART_BYTES = 8 * 1024 * 1024;

/** What the bucket keeps of a file besides its bytes: how a browser must take it. */
export interface Label {
  name: string;
  contentType: string;
}

/**
 * Loaded when first needed: most requests have nothing to do with files, and the clients are half of a cold start.
 * An endpoint of one's own has no address for each bucket, so the bucket goes into the path there.
 */
async function open(): Promise<{ sdk: typeof import("@aws-sdk/client-s3"); client: S3Client }> {
  const sdk = await import("@aws-sdk/client-s3");
  client ??= new sdk.S3Client({ forcePathStyle: process.env["AWS_ENDPOINT_URL_S3"] !== undefined });
  return { sdk, client };
}
let client: S3Client | undefined;

/** A form that puts one file of exactly this length under a key, and nothing else. */
export async function uploadForm(
  key: string,
  bytes: number,
  seconds: number,
): Promise<{ url: string; fields: Record<string, string> }> {
  const [{ client }, { createPresignedPost }] = await Promise.all([open(), import("@aws-sdk/s3-presigned-post")]);
  return createPresignedPost(client, {
    Bucket: config.bucket,
    Key: key,
    Conditions: [["content-length-range", bytes, bytes]],
    Expires: seconds,
  });
}

/** Length and mark of what lies under a key; undefined where nothing does. */
export async function look(key: string): Promise<{ bytes: number; etag: string } | undefined> {
  const { sdk, client } = await open();
  try {
    const { ContentLength = 0, ETag = "" } = await client.send(
      new sdk.HeadObjectCommand({ Bucket: config.bucket, Key: key }),
    );
    return { bytes: ContentLength, etag: ETag };
  } catch (error) {
    // Whoever may not list the bucket is told 403 instead of 404.
    if (error instanceof sdk.S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0))
      return undefined;
    throw error;
  }
}

/** The first bytes under a key, `most` of them. */
export async function firstBytes(key: string, etag: string, most: number): Promise<Buffer> {
  const { sdk, client } = await open();
  const { Body } = await client.send(
    new sdk.GetObjectCommand({ Bucket: config.bucket, Key: key, IfMatch: etag, Range: `bytes=0-${most - 1}` }),
  );
  return Buffer.from(await Body!.transformToByteArray());
}

/** Moves what was looked at to its place; throws where it was replaced in between. */
export async function keep(from: string, etag: string, to: string, label: Label): Promise<void> {
  const { sdk, client } = await open();
  await client.send(
    new sdk.CopyObjectCommand({
      Bucket: config.bucket,
      CopySource: `${config.bucket}/${from}`,
      CopySourceIfMatch: etag,
      Key: to,
      MetadataDirective: "REPLACE",
      ...headersOf(label),
    }),
  );
}

/** Deletes what lies under a key; nothing is fine too. */
export async function remove(key: string): Promise<void> {
  const { sdk, client } = await open();
  await client.send(new sdk.DeleteObjectCommand({ Bucket: config.bucket, Key: key }));
}

/** A link that downloads what lies under a key, good for some seconds. */
export async function downloadLink(key: string, label: Label, seconds: number): Promise<string> {
  const [{ sdk, client }, { getSignedUrl }] = await Promise.all([open(), import("@aws-sdk/s3-request-presigner")]);
  const command = new sdk.GetObjectCommand({
    Bucket: config.bucket,
    Key: key,
    ResponseContentDisposition: disposition(label.name),
    ResponseContentType: label.contentType,
  });
  return getSignedUrl(client, command, { expiresIn: seconds });
}

/** What lies under a key, as it comes. */
export async function readStream(key: string): Promise<Readable> {
  const { sdk, client } = await open();
  const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: config.bucket, Key: key }));
  return Body as Readable;
}

/** Writes bytes of a length nobody knows yet under a key, holding one part of them at most; answers how many they were. */
export async function write(key: string, label: Label, body: AsyncIterable<Uint8Array>): Promise<number> {
  const { sdk, client } = await open();
  const target = { Bucket: config.bucket, Key: key };
  let uploadId: string | undefined;
  const parts: { ETag: string; PartNumber: number }[] = [];
  let total = 0;

  async function put(bytes: Buffer): Promise<void> {
    uploadId ??= (await client.send(new sdk.CreateMultipartUploadCommand({ ...target, ...headersOf(label) })))
      .UploadId!;
    const PartNumber = parts.length + 1;
    const { ETag = "" } = await client.send(
      new sdk.UploadPartCommand({ ...target, UploadId: uploadId, PartNumber, Body: bytes }),
    );
    parts.push({ ETag, PartNumber });
  }

  try {
    let held: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      held.push(chunk);
      bytes += chunk.length;
      total += chunk.length;
      if (bytes < PART_BYTES) continue;
      await put(Buffer.concat(held));
      held = [];
      bytes = 0;
    }
    const rest = Buffer.concat(held);
    if (!uploadId) await client.send(new sdk.PutObjectCommand({ ...target, Body: rest, ...headersOf(label) }));
    else {
      if (rest.length > 0) await put(rest);
      await client.send(
        new sdk.CompleteMultipartUploadCommand({ ...target, UploadId: uploadId, MultipartUpload: { Parts: parts } }),
      );
    }
    return total;
  } catch (error) {
    // What was written of it costs money until it is given up; the bucket's rule does it a day later where this fails too.
    if (uploadId) {
      await client.send(new sdk.AbortMultipartUploadCommand({ ...target, UploadId: uploadId })).catch(() => undefined);
    }
    throw error;
  }
}

/** Kept with the object itself: however it is fetched, it is saved and never shown as a page of ours. */
function headersOf({ name, contentType }: Label) {
  return { ContentType: contentType, ContentDisposition: disposition(name) };
}
