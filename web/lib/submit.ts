"use client";
import { useCallback, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { ApiError } from "#shared/http/client.ts";
import type { Contract, GivenTo, Output } from "#shared/http/contract.ts";
import { featureOf, useRefresh } from "./answers.ts";
import { call } from "./api.ts";
import { issuesOf, type Issues } from "./issues.ts";

/** What a write does besides. */
export interface SubmitOptions<C extends Contract> {
  /** Runs with the answer, before the promise of `submit` resolves. */
  onDone?: (answer: Output<C>, input: GivenTo<C>) => void | Promise<void>;
  /** Features whose answers are old after it; the operation's own where absent. */
  refreshes?: readonly string[];
}

/** A write: how to make it, and how the last one stands. */
export interface Submit<C extends Contract> {
  /** Resolves to the answer, or to undefined where it failed; `error` and `issues` then say why. */
  submit: (input: GivenTo<C>) => Promise<Output<C> | undefined>;
  pending: boolean;
  error: unknown;
  /** Messages by path of the field. */
  issues: Issues;
  clear: () => void;
}

/**
 * Makes a write. What the contract refuses is told without a call. The idempotency key stays the same while the same
 * input is tried again, so that a lost answer makes nothing twice.
 */
export function useSubmit<C extends Contract>(contract: C, options: SubmitOptions<C> = {}): Submit<C> {
  const t = useTranslations("issues");
  const refresh = useRefresh();
  const [state, setState] = useState<{ pending: boolean; error: unknown; issues: Issues }>(calm);
  const attempt = useRef<{ input: string; key: string } | undefined>(undefined);
  const { onDone, refreshes = [featureOf(contract)] } = options;

  const submit = async (input: GivenTo<C>) => {
    const issues = issuesOf(contract, input, t);
    if (Object.keys(issues).length > 0) {
      setState({ pending: false, error: undefined, issues });
      return undefined;
    }
    setState({ pending: true, error: undefined, issues: {} });
    const text = JSON.stringify(input);
    if (attempt.current?.input !== text) attempt.current = { input: text, key: crypto.randomUUID() };
    try {
      const answer = await call(contract, input, { idempotencyKey: attempt.current.key });
      attempt.current = undefined;
      await onDone?.(answer, input);
      void refresh(...refreshes);
      setState(calm);
      return answer;
    } catch (error) {
      const told = error instanceof ApiError ? (error.problem.issues ?? []) : [];
      // The next try must know the state it collided with.
      if (error instanceof ApiError && error.problem.code === "conflict") void refresh(...refreshes);
      setState({ pending: false, error, issues: Object.fromEntries(told.map(({ path, message }) => [path, message])) });
      return undefined;
    }
  };
  return { submit, clear: useCallback(() => setState(calm), []), ...state };
}

const calm = { pending: false, error: undefined, issues: {} };
