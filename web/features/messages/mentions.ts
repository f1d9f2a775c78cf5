import { fold } from "#shared/query/tree.ts";

/** Somebody who can be mentioned. */
export interface Colleague {
  id: string;
  name: string;
}

/** What is being typed after an @ that stands before the caret; undefined where none does. */
export function mentionBefore(text: string, caret: number): { from: number; find: string } | undefined {
  const found = /(?:^|\s)@((?:[\p{L}\p{N}_.-]+(?: [\p{L}\p{N}_.-]*)?)?)$/u.exec(text.slice(0, caret));
  return found ? { from: caret - found[1]!.length - 1, find: found[1]! } : undefined;
}

/** Colleagues with a word of their name that begins so, eight at most. */
export function matching(colleagues: readonly Colleague[], find: string): Colleague[] {
  const needle = fold(find);
  return colleagues.filter(({ name }) => ` ${fold(name)}`.includes(` ${needle}`)).slice(0, 8);
}

/** Ids of those chosen whose names still stand in the text. */
export function mentionsIn(text: string, chosen: readonly Colleague[]): string[] {
  return [...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))];
}

/** The text in parts, those that name somebody mentioned marked. */
export function partsOf(text: string, names: readonly string[]): { text: string; named: boolean }[] {
  const wanted = names.filter(Boolean).map((name) => `@${name}`);
  if (wanted.length === 0) return [{ text, named: false }];
  const escaped = wanted.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text
    .split(new RegExp(`(${escaped.join("|")})`))
    .filter(Boolean)
    .map((part) => ({ text: part, named: wanted.includes(part) }));
}
