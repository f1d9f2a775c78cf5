import type { ZodObject, ZodType } from "zod";
import type * as z from "zod";
import type { Caller, PersonCaller, Visitor } from "../caller.ts";
import type { Action, Section } from "../policy-names.ts";

/** Who may call: anybody, a person signed in, any employee of a company, or one with a right on a section. */
export type Access = "visitor" | "person" | "employee" | readonly [section: Section, action: Action];

/** Which function answers: `query` holds the read model, `api` does the rest. */
export type Answerer = "api" | "query";

/** One operation of the API: routes, checks, the typed client and OpenAPI all come from it. */
export interface Contract<
  A extends Access = Access,
  P extends ZodObject | undefined = ZodObject | undefined,
  Q extends ZodObject | undefined = ZodObject | undefined,
  B extends ZodObject | undefined = ZodObject | undefined,
  O extends ZodType = ZodType,
> {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Path below `/api/v1`, parameters in braces: `/clients/{id}`. */
  path: string;
  access: A;
  summary: string;
  answerer?: Answerer;
  params?: P;
  query?: Q;
  body?: B;
  output: O;
  /** Media type of an answer that is a text: the output is `Document` then. JSON where absent. */
  media?: string;
  /** 200 where absent. */
  status?: 200 | 201 | 202;
}

/** The contracts of a feature by the name of their operation. */
export type Contracts = Record<string, Contract>;

/** Declares an operation, keeping the exact types of its parts. */
export function operation<
  const A extends Access,
  O extends ZodType,
  P extends ZodObject | undefined = undefined,
  Q extends ZodObject | undefined = undefined,
  B extends ZodObject | undefined = undefined,
>(contract: Contract<A, P, Q, B, O>): Contract<A, P, Q, B, O> {
  return contract;
}

type Part<S> = [S] extends [undefined] ? unknown : S extends ZodType ? z.output<S> : never;
type Given<S> = [S] extends [undefined] ? unknown : S extends ZodType ? z.input<S> : never;

/** What an operation is given: parameters, query and body as one object; their names never meet. */
export type Input<C extends Contract> = Part<C["params"]> & Part<C["query"]> & Part<C["body"]>;

/** What a client of the operation passes. */
export type GivenTo<C extends Contract> = Given<C["params"]> & Given<C["query"]> & Given<C["body"]>;

/** What a client of the operation is answered. */
export type Output<C extends Contract> = z.output<C["output"]>;

/** The caller an operation with this access gets. */
export type CallerOf<A extends Access> = A extends "visitor" ? Visitor : A extends "person" ? PersonCaller : Caller;

/** The rule behind a contract. */
export type Operation<C extends Contract> = (
  caller: CallerOf<C["access"]>,
  input: Input<C>,
) => Promise<z.input<C["output"]>>;

/** The rules behind the contracts of a feature: a missing or ill-typed one does not compile. */
export type Operations<Cs extends Contracts> = { [K in keyof Cs]: Operation<Cs[K]> };

/** Where the API lives. */
export const API_ROOT = "/api/v1";
