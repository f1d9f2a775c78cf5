import { companiesContract } from "#shared/companies/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { filesContract } from "#shared/files/contract.ts";
import { keysContract } from "#shared/keys/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import type { Call } from "#test/support/people.ts";
import { digits, step, type Headers, type Step } from "./step.ts";

/** Collections of a company grow with each call of these. */
const SOME = 20;

const PDF = new TextEncoder().encode("%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n");

/** A company's settings and its files. */
export function settingSteps(call: Call, headers: Headers): Step[] {
  const owner = () => headers;
  return [
    step("companies.get", companiesContract.get, owner, () => ({})),
    step(
      "companies.change",
      companiesContract.change,
      owner,
      async () => ({ name: `Northern Wind ${digits()}`, ver: (await call(companiesContract.get, {})).ver }),
      { most: SOME },
    ),
    step("pipelines.list", pipelinesContract.list, owner, () => ({})),
    step("pipelines.add", pipelinesContract.add, owner, () => ({ template: "six" as const }), { most: 2 }),
    step("products.list", productsContract.list, owner, () => ({})),
    step("products.add", productsContract.add, owner, () => ({ name: `Pump ${digits()}`, priceMinor: 5_482_000 }), {
      most: SOME,
    }),
    step("dictionaries.list", dictionariesContract.list, owner, () => ({})),
    step(
      "dictionaries.addEntry",
      dictionariesContract.addEntry,
      owner,
      () => ({ id: "region" as const, name: `Region ${digits()}` }),
      { most: SOME },
    ),
    step("keys.make", keysContract.make, owner, () => ({ label: "Shop", role: "sales_manager" as const }), {
      most: SOME,
    }),
    step("keys.list", keysContract.list, owner, () => ({})),
    step(
      "files.add",
      filesContract.add,
      owner,
      () => ({ name: "offer.pdf", bytes: PDF.length, purpose: "attachment" as const }),
      { most: SOME },
    ),
    step("files.uploaded", filesContract.uploaded, owner, async () => ({ id: await sentFile(call) }), { most: SOME }),
  ];
}

/** A file announced and sent to the bucket, not yet looked at; answers its id. */
export async function sentFile(call: Call): Promise<string> {
  const { file, upload } = await call(filesContract.add, {
    name: "offer.pdf",
    bytes: PDF.length,
    purpose: "attachment",
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
  form.set("file", new Blob([PDF]), "offer.pdf");
  const sent = await fetch(upload.url, { method: "POST", body: form });
  if (!sent.ok) throw new Error(`The bucket answered ${sent.status}`);
  return file.id;
}

/** A file ready to go with a letter; answers its id. */
export async function readyFile(call: Call): Promise<string> {
  return (await call(filesContract.uploaded, { id: await sentFile(call) })).id;
}
