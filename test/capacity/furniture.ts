import { clientsContract } from "#shared/clients/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import { productsContract } from "#shared/products/contract.ts";
import type { Call } from "#test/support/people.ts";
import { readyFile } from "./settings.ts";

/** What stands in the company before anything is measured, always the same. */
export type Furniture = Awaited<ReturnType<typeof furnish>>;

/** Furnishes a new company: a card with two contacts, two deals and twenty entries of History, and what they point at. */
export async function furnish(call: Call) {
  const pipeline = await call(pipelinesContract.add, { template: "seven" });
  const { id: productId } = await call(productsContract.add, { name: "Pump 25/6", priceMinor: 5_482_000 });
  const { dictionaries } = await call(dictionariesContract.list, {});
  const entry = (name: string) => dictionaries.find(({ id }) => id === name)!.entries[0]!.id;
  const typeId = entry("activity_type");
  const taken = await call(clientsContract.create, { name: "Southern Wind", taxNumber: "5001000000" });
  const card = await call(clientsContract.create, {
    name: "Western Wind",
    taxNumber: "5001000001",
    emails: [{ value: "letters@example.com" }],
    contact: { lastName: "Petrov", firstName: "Pyotr", phones: [{ value: "+7 495 1000000" }] },
  });
  await call(clientsContract.addContact, { clientId: card.id, lastName: "Sidorova", firstName: "Anna" });
  const deal = await call(dealsContract.open, { clientId: card.id, title: "Ten pumps", pipelineId: pipeline.id });
  await call(dealsContract.open, { clientId: card.id, title: "Service for a year", pipelineId: pipeline.id });
  for (let at = 0; at < 20; at++) {
    const result = "Called: they compare three offers and decide after the meeting of their board on Thursday.";
    await call(historyContract.write, { clientId: card.id, typeId, result });
  }
  return {
    pipeline,
    productId,
    typeId,
    reasonId: entry("refusal_reason"),
    taken,
    card,
    deal,
    letterFileId: await readyFile(call),
  };
}
