import { auditContract } from "#shared/audit/contract.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import { filesContract } from "#shared/files/contract.ts";
import { historyContract } from "#shared/history/contract.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import type { Call } from "#test/support/people.ts";
import type { Furniture } from "./furniture.ts";
import { digits, step, type Headers, type Step } from "./step.ts";

/** Letters of one employee are limited by the hour. */
const LETTERS = 24;

/** A card as somebody fills it in after the first call. */
export function aClient() {
  const number = digits();
  return {
    name: `Northern Wind Trading ${number}`,
    taxNumber: `7707${number}`,
    phones: [{ value: `+7 495 1${number}` }],
    emails: [{ value: `office-${number}@example.com` }],
    address: "Moscow, Tverskaya street 1, office 12",
    initiative: "theirs" as const,
    contact: {
      lastName: "Petrov",
      firstName: "Pyotr",
      post: "Head of purchasing",
      phones: [{ value: `+7 916 2${number}` }],
    },
  };
}

/** Clients, their History, the steps planned with them, and letters. */
export function clientSteps(call: Call, headers: Headers, { card, taken, typeId, letterFileId }: Furniture): Step[] {
  const owner = () => headers;
  const fresh = () => call(clientsContract.create, aClient());
  const written = { typeId, result: "Talked over the delivery; they asked for an offer with two prices by Friday." };
  const next = { typeId, text: "Send the offer and call", at: "2027-01-11T10:00" };
  const planned = async () => (await call(tasksContract.plan, { clientId: card.id, ...next })).task;
  let worked: Awaited<ReturnType<typeof fresh>> | undefined;
  const workedOn = async () => (worked ??= await fresh());
  return [
    step("clients.create", clientsContract.create, owner, aClient),
    step(
      "clients.create (taken)",
      clientsContract.create,
      owner,
      () => ({ ...aClient(), taxNumber: taken.taxNumber! }),
      { status: 409, most: 60 },
    ),
    step("clients.check (free)", clientsContract.check, owner, () => ({ taxNumber: `78${digits()}` }), { most: 60 }),
    step("clients.check (taken)", clientsContract.check, owner, () => ({ taxNumber: taken.taxNumber! }), { most: 60 }),
    step("clients.card", clientsContract.card, owner, () => ({ id: card.id })),
    step("clients.change", clientsContract.change, owner, async () => {
      const { client } = await call(clientsContract.card, { id: (await workedOn()).id });
      return { id: client.id, ver: client.ver, need: `Two pumps a month, the first by ${digits()}` };
    }),
    step("clients.change (tax number)", clientsContract.change, owner, async () => {
      const { client } = await call(clientsContract.card, { id: (await workedOn()).id });
      return { id: client.id, ver: client.ver, taxNumber: `7708${digits()}` };
    }),
    step("clients.addContact", clientsContract.addContact, owner, async () => ({
      clientId: (await fresh()).id,
      lastName: "Sidorova",
      firstName: "Anna",
      phones: [{ value: `+7 926 3${digits()}` }],
    })),
    step("clients.remove", clientsContract.remove, owner, async () => ({ id: (await fresh()).id })),
    step("clients.restore", clientsContract.restore, owner, async () => {
      const { id } = await fresh();
      await call(clientsContract.remove, { id });
      return { id };
    }),
    step("history.write", historyContract.write, owner, async () => ({ clientId: (await workedOn()).id, ...written })),
    step(
      "history.write (next step)",
      historyContract.write,
      owner,
      async () => ({ clientId: (await workedOn()).id, ...written, next }),
      { most: 60 },
    ),
    step("history.list", historyContract.list, owner, () => ({ clientId: card.id })),
    step("tasks.plan", tasksContract.plan, owner, async () => ({ clientId: (await fresh()).id, ...next })),
    step("tasks.add (a series)", tasksContract.add, owner, () => ({ ...next, repeat: "FREQ=WEEKLY" }), { most: 60 }),
    step(
      "tasks.finish (a series)",
      tasksContract.finish,
      owner,
      async () => {
        const { tasks } = await call(tasksContract.add, { ...next, repeat: "FREQ=WEEKLY" });
        return { id: tasks[0]!.id, ver: tasks[0]!.ver, result: written.result };
      },
      { most: 60 },
    ),
    step(
      "tasks.move",
      tasksContract.change,
      owner,
      async () => {
        const { id, ver } = await planned();
        return { id, ver, at: "2027-01-12T11:00" };
      },
      { most: 60 },
    ),
    step("tasks.finish", tasksContract.finish, owner, async () => {
      const { id, ver } = await planned();
      return { id, ver, result: written.result };
    }),
    step("letters.write", lettersContract.write, owner, letter, { most: LETTERS }),
    step(
      "letters.get",
      lettersContract.get,
      owner,
      async () => ({ clientId: card.id, id: (await call(lettersContract.write, letter())).letter.id }),
      { most: LETTERS / 2 },
    ),
    step("files.link", filesContract.link, owner, () => ({ id: letterFileId })),
    step("audit.of", auditContract.of, owner, () => ({ id: card.id })),
    step("jobs.list", jobsContract.list, owner, () => ({})),
  ];

  function letter() {
    return {
      clientId: card.id,
      to: "letters@example.com",
      subject: "Our offer",
      text: "Good afternoon! The offer with both prices is attached.",
      fileIds: [letterFileId],
    };
  }
}

/** Deals and their way through the stages. */
export function dealSteps(
  call: Call,
  headers: Headers,
  { card, deal, pipeline, productId, reasonId }: Furniture,
): Step[] {
  const owner = () => headers;
  const wanted = () => ({
    clientId: card.id,
    title: "Ten pumps for the new shop floor",
    pipelineId: pipeline.id,
    lines: [{ productId, quantity: "10", priceMinor: 5_482_000 }],
    plannedCloseOn: "2027-02-01",
  });
  const fresh = () => call(dealsContract.open, wanted());
  const closing = async () => {
    const { id, ver } = await fresh();
    return { id, ver, outcome: "refusal" as const, reasonIds: [reasonId] };
  };
  return [
    step("deals.open", dealsContract.open, owner, wanted),
    step("deals.get", dealsContract.get, owner, () => ({ id: deal.id })),
    step("deals.change", dealsContract.change, owner, async () => {
      const { id, ver } = await fresh();
      return { id, ver, plannedCloseOn: "2027-03-01" };
    }),
    step("deals.move", dealsContract.move, owner, async () => {
      const { id, ver } = await fresh();
      return { id, ver, stageId: pipeline.stages[1]!.id };
    }),
    step("deals.close (success)", dealsContract.close, owner, async () => {
      const { id, ver } = await fresh();
      return { id, ver, outcome: "success" as const };
    }),
    step("deals.close (refusal)", dealsContract.close, owner, closing),
    step("deals.reopen", dealsContract.reopen, owner, async () => {
      const { id, ver } = await call(dealsContract.close, await closing());
      return { id, ver };
    }),
    step("deals.remove", dealsContract.remove, owner, async () => ({ id: (await fresh()).id })),
  ];
}
