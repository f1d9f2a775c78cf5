import { fold } from "../query/tree.ts";

const BETWEEN = /[^\p{L}\p{N}]+/u;

/** The words of what is looked for; none where it has neither letters nor figures. */
export function wordsOf(text: string): string[] {
  return fold(text).split(BETWEEN).filter(Boolean);
}

/** Whether each of the looked for words begins a word of the text, without case and ё. */
export function hasWords(text: string, looked: readonly string[]): boolean {
  const words = wordsOf(text);
  return looked.every((one) => words.some((word) => word.startsWith(one)));
}
