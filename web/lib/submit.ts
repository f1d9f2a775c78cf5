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
  /**
   * What to send instead when somebody changed the record meanwhile, given the record as it is now;
   * undefined leaves the choice to the person.
   */
  onStale?: (current: unknown, input: GivenTo<C>) => GivenTo<C> | undefined;
  /** Features whose answers are old after it; the operation's own where absent. */
  refreshes?: readonly string[];
}

/** A write: how to make it, and how the last one stands. */
export interface Submit<C extends Contract> {
  /**
   * Resolves to the answer, or to undefined where it failed; `error` and `issues` then say why.
   * While one is on its way another is not sent.
   */
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
  const running = useRef(false);
  const { onDone, onStale, refreshes = [featureOf(contract)] } = options;

  const submit = async (input: GivenTo<C>) => {
    const issues = issuesOf(contract, input, t);
    if (Object.keys(issues).length > 0) {
      setState({ pending: false, error: undefined, issues });
      return undefined;
    }
    if (running.current) return undefined;
    running.current = true;
    setState({ pending: true, error: undefined, issues: {} });
    const text = JSON.stringify(input);
    if (attempt.current?.input !== text) attempt.current = { input: text, key: crypto.randomUUID() };
    try {
      const { key } = attempt.current;
      const answer = await call(contract, input, { idempotencyKey: key }).catch((error: unknown) => {
        const again = isStale(error) ? onStale?.(error.problem.current, input) : undefined;
        if (!again) throw error;
        return call(contract, again);
      });
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
    } finally {
      running.current = false;
    }
  };
  return { submit, clear: useCallback(() => setState(calm), []), ...state };
}

/** Whether a change was refused because the record is not the one that was seen. */
export function isStale(error: unknown): error is ApiError {
  return error instanceof ApiError && error.problem.code === "conflict" && error.problem.reason === "stale";
}

const calm = { pending: false, error: undefined, issues: {} };
