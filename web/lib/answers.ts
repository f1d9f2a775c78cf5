"use client";
import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import { useCallback } from "react";
import type { Contract, GivenTo, Output } from "#shared/http/contract.ts";
import { call, isPassing } from "./api.ts";

/** The cache of answers: kept half a minute as they are, repeated twice where the failure may pass. */
export function newAnswers(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && isPassing(error) },
      mutations: { retry: false },
    },
  });
}

/** The feature an operation belongs to: the first word of its path, `clients` of `/clients/{id}`. */
export function featureOf(contract: Contract): string {
  return contract.path.split("/")[1] ?? "";
}

function keyOf(company: string, contract: Contract, input: unknown): readonly unknown[] {
  return [company, featureOf(contract), contract.path, input];
}

/** The company of the page, as its address names it; empty outside a company. */
export function useCompanyId(): string {
  const { company } = useParams();
  return typeof company === "string" ? company : "";
}

/** How an answer is asked for. */
export interface AskOptions<O> {
  /** false holds the request back. */
  enabled?: boolean;
  /** Asks again after so many milliseconds, or by what was answered last; false stops. */
  again?: (last: O | undefined) => number | false;
  /** Asks no more once answered: what stands behind a link does not change, and each look at it is counted. */
  once?: boolean;
  /** Keeps showing the answer to the last question while the next one is awaited. */
  keep?: boolean;
}

/** The answer of an operation that changes nothing, cached by company, feature and question. */
export function useAnswer<C extends Contract>(contract: C, input: GivenTo<C>, options: AskOptions<Output<C>> = {}) {
  const { enabled = true, again, once = false, keep = false } = options;
  return useQuery<Output<C>>({
    queryKey: keyOf(useCompanyId(), contract, input),
    queryFn: () => call(contract, input),
    enabled,
    ...(again ? { refetchInterval: ({ state }) => again(state.data) } : {}),
    ...(once ? { staleTime: Infinity } : {}),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Pages of a list, each asked for with the cursor of the page before. */
export function useAnswerPages<C extends Contract>(
  contract: C,
  input: GivenTo<C>,
  options: { enabled?: boolean } = {},
) {
  return useInfiniteQuery({
    queryKey: [...keyOf(useCompanyId(), contract, input), "pages"],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      call(contract, { ...(input as object), ...(pageParam ? { cursor: pageParam } : {}) } as GivenTo<C>),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last as { cursor?: string }).cursor,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

/** Puts an answer into the cache in place of the one that is there. */
export function usePutAnswer() {
  const answers = useQueryClient();
  const company = useCompanyId();
  return useCallback(
    <C extends Contract>(
      contract: C,
      input: GivenTo<C>,
      change: (last: Output<C> | undefined) => Output<C> | undefined,
    ) => {
      answers.setQueryData<Output<C>>(keyOf(company, contract, input), change);
    },
    [answers, company],
  );
}

/** Marks what features have answered as old: what is on screen is asked for again. */
export function useRefresh() {
  const answers = useQueryClient();
  const company = useCompanyId();
  return useCallback(
    (...features: string[]) =>
      answers.invalidateQueries({
        predicate: ({ queryKey: [of, feature] }) => of === company && features.includes(String(feature)),
      }),
    [answers, company],
  );
}

/** Marks what features have answered as old without asking again for what is on screen, as when its record is gone. */
export function useOutdate() {
  const answers = useQueryClient();
  const company = useCompanyId();
  return useCallback(
    (...features: string[]) =>
      answers.invalidateQueries({
        predicate: ({ queryKey: [of, feature] }) => of === company && features.includes(String(feature)),
        refetchType: "none",
      }),
    [answers, company],
  );
}
