"use client";
import { useMemo } from "react";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import type { DictionaryEntry, DictionaryName } from "#shared/dictionaries/schema.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import type { EmployeeView } from "#shared/employees/schema.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import type { Pipeline, Stage } from "#shared/pipelines/schema.ts";
import { productsContract } from "#shared/products/contract.ts";
import type { Product } from "#shared/products/schema.ts";
import { useAnswer } from "./answers.ts";

/** A line of a select. */
export interface Choice {
  value: string;
  label: string;
}

/** Records that others point at by id. */
export interface Names<R> {
  /** What can be chosen anew. */
  offered: readonly R[];
  /** By id, those no longer offered among them. */
  get: (id: string | null | undefined) => R | undefined;
  /** The name of an id; empty while it is not known. */
  name: (id: string | null | undefined) => string;
  /** Lines of a select: what is offered, and what is chosen already. */
  choices: (chosen?: string | null) => Choice[];
}

function namesOf<R extends { id: string; name: string }>(
  all: readonly R[] | undefined,
  isOffered: (one: R) => boolean,
): Names<R> {
  const byId = new Map(all?.map((one) => [one.id, one]));
  const offered = all?.filter(isOffered) ?? [];
  const get = (id: string | null | undefined) => (id ? byId.get(id) : undefined);
  return {
    offered,
    get,
    name: (id) => get(id)?.name ?? "",
    choices(chosen) {
      const also = get(chosen);
      const list = also && !isOffered(also) ? [...offered, also] : offered;
      return list.map(({ id, name }) => ({ value: id, label: name }));
    },
  };
}

/** Entries of a dictionary. */
export function useEntries(dictionary: DictionaryName): Names<DictionaryEntry> {
  const { data } = useAnswer(dictionariesContract.list, {});
  return useMemo(
    () => namesOf(data?.dictionaries.find(({ id }) => id === dictionary)?.entries, ({ hidden }) => !hidden),
    [data, dictionary],
  );
}

/** People of the company. */
export function useEmployees(): Names<EmployeeView> {
  const { data } = useAnswer(employeesContract.list, {});
  return useMemo(() => namesOf(data?.employees, ({ state }) => state !== "closed"), [data]);
}

/** What the company sells. */
export function useProducts(): Names<Product> {
  const { data } = useAnswer(productsContract.list, {});
  return useMemo(() => namesOf(data?.products, ({ hidden }) => !hidden), [data]);
}

/** Pipelines of the company, and all their stages. `known` tells apart 'none yet' from 'not answered yet'. */
export function usePipelines(): Names<Pipeline> & { known: boolean; stages: Names<Stage> } {
  const { data } = useAnswer(pipelinesContract.list, {});
  return useMemo(() => {
    const shown = data?.pipelines.filter(({ hidden }) => !hidden) ?? [];
    const stages = new Set(shown.flatMap((pipeline) => pipeline.stages.map(({ id }) => id)));
    return {
      ...namesOf(data?.pipelines, ({ hidden }) => !hidden),
      known: data !== undefined,
      stages: namesOf(
        data?.pipelines.flatMap((pipeline) => pipeline.stages),
        ({ id }) => stages.has(id),
      ),
    };
  }, [data]);
}
