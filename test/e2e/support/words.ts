import { readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { Language } from "#shared/caller.ts";

/** What the screens say, by the key of the text. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The texts of a language; throws where there is none of that key. */
export function wordsOf(language: Language): Words {
  const file = new URL(`../../../web/messages/${language}.json`, import.meta.url);
  const messages = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const translate = createTranslator({
    locale: language,
    messages,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  }) as unknown as Words;
  return (key, values) => translate(key, values);
}
