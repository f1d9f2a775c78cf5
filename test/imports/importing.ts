import { readFileSync } from "node:fs";
import { filesContract } from "#shared/files/contract.ts";
import { importsContract } from "#shared/imports/contract.ts";
import type { Decision, ImportEntity, ImportPlan, ImportView } from "#shared/imports/schema.ts";
import type { Engine } from "../support/engine.ts";
import type { Call } from "../support/people.ts";
import { work } from "./working.ts";

/** One of the public files of `test/data/maven-crm`. */
export function maven(name: string): Buffer {
  return readFileSync(new URL(`../data/maven-crm/${name}`, import.meta.url));
}

/** Uploads a file for an import as the browser does; answers its id. */
export async function upload(call: Call, name: string, content: Buffer): Promise<string> {
  const { file, upload } = await call(filesContract.add, { name, bytes: content.length, purpose: "import" });
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
  form.append("file", new Blob([new Uint8Array(content)]), name);
  const answer = await fetch(upload.url, { method: "POST", body: form });
  if (!answer.ok) throw new Error(`The bucket answered ${answer.status}`);
  await call(filesContract.uploaded, { id: file.id });
  return file.id;
}

/** What a user says of one field. */
export interface Says {
  values?: Record<string, Decision>;
  others?: Decision;
  blank?: Decision;
}

/** A whole import as a user makes it. */
export interface Story {
  name: string;
  content: Buffer;
  entity: ImportEntity;
  /** The plan, begun with the guess. */
  plan?: (view: ImportView) => Partial<ImportPlan>;
  says?: Record<string, Says>;
}

/** Brings a file up to where it can be started. */
export async function prepared(
  engine: Engine,
  call: Call,
  { name, content, entity, plan, says = {} }: Story,
): Promise<ImportView> {
  const fileId = await upload(call, name, content);
  const { id } = await call(importsContract.create, { fileId, entity });
  await engine.pump();
  const analysed = await call(importsContract.get, { id });
  if (analysed.state !== "mapping") return analysed;
  const given = { columns: analysed.guess, mode: "create" as const, ...plan?.(analysed) };
  await call(importsContract.plan, { id, ver: analysed.ver, ...given });
  await engine.pump();
  const checked = await call(importsContract.get, { id });
  const groups = Object.entries(says).map(([field, { values = {}, others, blank }]) => ({
    field,
    values: Object.entries(values).map(([value, decision]) => ({ value, decision })),
    ...(others ? { others } : {}),
    ...(blank ? { blank } : {}),
  }));
  if (groups.length > 0) await call(importsContract.decide, { id, ver: checked.ver, groups });
  return call(importsContract.get, { id });
}

/** Brings a file in and waits for its end. With a company its job alone is run, and not what its records cause. */
export async function imported(engine: Engine, call: Call, story: Story, alone?: string): Promise<ImportView> {
  const { id, ver } = await prepared(engine, call, story);
  const { jobId } = await call(importsContract.start, { id, ver });
  await (alone ? work(engine, alone, jobId!) : engine.pump());
  return call(importsContract.get, { id });
}
