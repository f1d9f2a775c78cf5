import type { Language } from "./caller.ts";
import en from "./texts/en.json" with { type: "json" };
import ru from "./texts/ru.json" with { type: "json" };

type Texts = { [key: string]: string | Texts };

const texts: Record<Language, Texts> = { ru, en };

/**
 * The text under a dotted key in a language, `{names}` replaced by values; undefined where there is none.
 * Used for what the functions write: problems, letters. Screens have texts of their own.
 */
export function textOf(
  language: Language,
  key: string,
  values: Record<string, string | number> = {},
): string | undefined {
  let found: string | Texts | undefined = texts[language];
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found !== "string") return undefined;
  return found.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** The text under a key that must be there; throws where it is missing. */
export function mustText(language: Language, key: string, values: Record<string, string | number> = {}): string {
  const text = textOf(language, key, values);
  if (text === undefined) throw new Error(`No text ${key} in ${language}`);
  return text;
}
