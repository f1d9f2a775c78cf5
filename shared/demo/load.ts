import type { Caller } from "../caller.ts";
import { addContactIn } from "../clients/contacts.ts";
import { newClient } from "../clients/imported.ts";
import { get as companyOf } from "../companies/companies.ts";
import { closingFacts } from "../deals/deals.ts";
import { newDeal, type ImportedState } from "../deals/imported.ts";
import { newEmployee } from "../employees/imported.ts";
import { entryIn } from "../history/history.ts";
import { newId } from "../ids.ts";
import { Days } from "../imports/days.ts";
import type { Chunk, JobKindRules, JobWork, Progress } from "../jobs/run.ts";
import { pipelineOfNew } from "../pipelines/lookup.ts";
import type { Pipeline } from "../pipelines/schema.ts";
import { newProduct } from "../products/imported.ts";
import { dictionaryOf } from "../references.ts";
import type { DictionaryName } from "../dictionaries/schema.ts";
import type { Tx } from "../table/tx.ts";
import { planIn, stepOf } from "../tasks/steps.ts";
import { after, dayIn, type Day } from "../time.ts";
import { account, type DemoRecord } from "./account.ts";
import { dice, type Dice } from "./dice.ts";
import { words, type Words } from "./words.ts";

/** Cards that are made. */
export const DEMO_CLIENTS = 60;
const DAY = 24 * 3600;

interface Cursor {
  next: number;
  employees: string[];
  products: string[];
}

/** Makes the demo data: first people and products, then a card in each chunk with all that hangs on it. */
export const loadDemo: JobKindRules = {
  async open(caller) {
    const { language } = await companyOf(caller);
    const names = ["region", "industry", "source", "trigger", "interest", "activity_type", "refusal_reason"] as const;
    const dictionaries = await Promise.all(names.map((name) => dictionaryOf(caller, name)));
    const entries = (name: DictionaryName) =>
      dictionaries
        .find((one) => one?.id === name)
        ?.entries.filter(({ hidden }) => !hidden)
        .map(({ id }) => id) ?? [];
    return new Loading(words[language], await pipelineOfNew(caller), entries);
  },
};

class Loading implements JobWork {
  readonly #words: Words;
  readonly #pipeline: Pipeline;
  readonly #entries: (name: DictionaryName) => string[];

  constructor(of: Words, pipeline: Pipeline, entries: (name: DictionaryName) => string[]) {
    this.#words = of;
    this.#pipeline = pipeline;
    this.#entries = entries;
  }

  async step({ caller, job, tx }: Chunk): Promise<Progress> {
    const cursor = job.cursor as unknown as Partial<Cursor>;
    const next = cursor.next ?? 0;
    const { employees = [], products = [] } = next === 0 ? this.#people(tx) : cursor;
    if (next > 0) await this.#client(caller, tx, next, employees, products);
    return {
      cursor: { next: next + 1, employees, products },
      done: next,
      total: DEMO_CLIENTS,
      finished: next === DEMO_CLIENTS,
    };
  }

  #people(tx: Tx): { employees: string[]; products: string[] } {
    const employees = this.#words.employees.map((name, place) => {
      const id = newId("employee");
      newEmployee(id, { name, role: place === 0 ? "head_of_sales" : "sales_manager" }).write(tx);
      return id;
    });
    const products = this.#words.products.map(([name, priceMinor]) => {
      const id = newId("product");
      newProduct(id, { name, priceMinor }).write(tx);
      return id;
    });
    account(tx, 0, [
      ...employees.map((id): DemoRecord => ({ kind: "employee", id })),
      ...products.map((id): DemoRecord => ({ kind: "product", id })),
    ]);
    return { employees, products };
  }

  async #client(caller: Caller, tx: Tx, number: number, employees: string[], products: string[]): Promise<void> {
    const die = dice(number);
    const of = this.#words;
    const id = newId("client");
    const curatorId = die.pick(employees.slice(1));
    const firstDays = die.between(10, 300);
    const acting: Caller = { ...caller, userId: curatorId };
    const entries = this.#history(tx, acting, id, firstDays, die);
    const step = die.chance(0.75) ? this.#step(tx, acting, id, die) : undefined;
    const write = await newClient(caller, id, undefined, {
      name: `${die.pick(of.companies)}, ${die.pick(of.kinds)} ${number}`,
      phones: [of.phone(String(5_550_000 + number))],
      emails: [`office${number}@client${number}.example`],
      industryId: die.pick(this.#entries("industry")),
      sourceId: die.pick(this.#entries("source")),
      triggerId: die.pick(this.#entries("trigger")),
      interestId: die.pick(this.#entries("interest")),
      initiative: die.chance(0.4) ? "theirs" : "ours",
      need: die.pick(of.needs),
      curatorId,
      firstContactOn: dayIn(after(caller.now, -firstDays * DAY), caller.timeZone),
      lastContactAt: entries.at(-1),
      nextStep: step && stepOf(step),
    });
    write.write(tx);
    await addContactIn(tx, caller, id, {
      lastName: die.pick(of.lastNames),
      firstName: die.pick(of.firstNames),
      post: die.pick(of.posts),
      phones: [],
      emails: [{ value: `person${number}@client${number}.example` }],
    });
    const deals: string[] = [];
    for (let count = die.between(0, 3); count > 0; count--)
      deals.push(await this.#deal(acting, tx, id, firstDays, products, die));
    account(tx, number, [...deals.map((deal): DemoRecord => ({ kind: "deal", id: deal })), { kind: "client", id }]);
  }

  #history(tx: Tx, caller: Caller, clientId: string, firstDays: number, die: Dice): string[] {
    const types = this.#entries("activity_type");
    const days = new Days(caller.timeZone);
    const moments = Array.from({ length: die.between(1, 6) }, () => {
      const day = workDay(dayIn(after(caller.now, -die.between(1, firstDays - 2) * DAY), caller.timeZone));
      return after(days.start(day), die.between(9 * 12, 18 * 12) * 300);
    }).sort();
    for (const at of moments)
      entryIn(tx, caller, { clientId, at, typeId: die.pick(types), result: die.pick(this.#words.talks) });
    return moments;
  }

  #step(tx: Tx, caller: Caller, clientId: string, die: Dice) {
    const day = dayIn(after(caller.now, die.between(-3, 14) * DAY), caller.timeZone);
    const hour = String(die.between(9, 17)).padStart(2, "0");
    return planIn(tx, caller, { clientId, at: `${day}T${hour}:00`, text: die.pick(this.#words.steps) });
  }

  async #deal(
    caller: Caller,
    tx: Tx,
    clientId: string,
    firstDays: number,
    products: string[],
    die: Dice,
  ): Promise<string> {
    const id = newId("deal");
    const opened = die.between(1, firstDays);
    const product = die.between(0, products.length - 1);
    const { stages } = this.#pipeline;
    const stageId = die.pick(stages).id;
    const closedOn = dayIn(after(caller.now, -die.between(0, opened - 1) * DAY), caller.timeZone);
    const closing = await closingFacts(caller, { managerId: caller.userId }, undefined);
    const reasonId = die.pick(this.#entries("refusal_reason"));
    const end = die.between(0, 9);
    const state: ImportedState =
      end < 5 || !reasonId
        ? { state: "open", stageId }
        : end < 7
          ? { state: "success", stageId: stages.at(-1)!.id, closedOn, closing }
          : { state: "refusal", stageId, closedOn, closing, reasonId };
    newDeal(caller, {
      id,
      stageEntryId: newId("stageEntry"),
      importId: undefined,
      clientId,
      pipelineId: this.#pipeline.id,
      said: {
        title: die.pick(this.#words.deals),
        managerId: caller.userId,
        productId: products[product],
        amountMinor: this.#words.products[product]![1],
        openedOn: dayIn(after(caller.now, -opened * DAY), caller.timeZone),
        plannedCloseOn: dayIn(after(caller.now, die.between(-10, 60) * DAY), caller.timeZone),
        probability: die.between(1, 9) * 10,
      },
      state,
      momentOf: (day) => `${day}T09:00:00.000Z`,
    }).write(tx);
    return id;
  }
}

/** The day, or the Friday before it where it falls on a weekend. */
function workDay(day: Day): Day {
  const date = new Date(`${day}T00:00:00Z`);
  const late = { 6: 1, 0: 2 }[date.getUTCDay()] ?? 0;
  date.setUTCDate(date.getUTCDate() - late);
  return date.toISOString().slice(0, 10);
}
