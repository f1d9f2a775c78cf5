import { randomInt, randomUUID } from "node:crypto";
import { requestOf } from "#shared/http/client.ts";
import type { Contract, GivenTo } from "#shared/http/contract.ts";
import type { PlainAnswer } from "#infra/local/http-event.ts";
import type { Engine, TestRequest } from "#test/support/engine.ts";
import { comingFrom } from "#test/support/people.ts";

/** Headers of whoever asks. */
export type Headers = Record<string, string>;

/** One operation of the journey, ready to be made any number of times. */
export interface Step {
  /** `<feature>.<operation>`, and in brackets what sets this way of asking apart from another. */
  name: string;
  contract: Contract;
  headers: () => Headers | Promise<Headers>;
  /** Input of the next call. What the call needs is made here, so that it is no part of what is measured. */
  input: () => object | Promise<object>;
  /** Status of the answer where it is not that of the contract. */
  status?: number;
  /** Calls at most: limits of tries guard some operations. */
  most?: number;
  /** Whether it hashes a password, which takes long on purpose. */
  slow?: boolean;
}

/** Declares a step with the types of its contract. */
export function step<C extends Contract>(
  name: string,
  contract: C,
  headers: Step["headers"],
  input: () => GivenTo<C> | Promise<GivenTo<C>>,
  rest: Pick<Step, "status" | "most" | "slow"> = {},
): Step {
  return { name, contract, headers, input: input as Step["input"], ...rest };
}

/** The next request of a step, as the product's own client sends it: with an idempotency key where it writes. */
export async function requestFor({ contract, headers, input }: Step): Promise<TestRequest> {
  const { url, body } = requestOf(contract, (await input()) as Record<string, unknown>);
  return {
    method: contract.method,
    path: url,
    headers: {
      accept: "application/json",
      ...(await headers()),
      ...(contract.method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** Makes one call of a step; rejects where its answer has another status than it should. */
export async function make(engine: Engine, of: Step): Promise<PlainAnswer> {
  return checked(of, await engine.request(await requestFor(of)));
}

/** The answer, if it has the status that the step's contract promises. */
export function checked({ name, contract, status }: Step, answer: PlainAnswer): PlainAnswer {
  if (answer.status === (status ?? contract.status ?? 200)) return answer;
  throw new Error(`${name} answered ${answer.status}: ${answer.body.toString()}`);
}

/** Headers of a visitor at an address nobody had before, named by our web server: limits by address do not count here. */
export async function visitorHeaders(): Promise<Headers> {
  const address = [10, randomInt(100, 255), randomInt(100, 255), randomInt(100, 255)].join(".");
  return comingFrom(address);
}

let made = 0;

/** Six digits that were not given before. */
export function digits(): string {
  return String(++made).padStart(6, "0");
}
