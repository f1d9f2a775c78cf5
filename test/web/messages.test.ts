import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import en from "../../web/messages/en.json" with { type: "json" };
import ru from "../../web/messages/ru.json" with { type: "json" };

type Messages = { [key: string]: string | Messages };

/** Texts by their dotted keys. */
function flat(messages: Messages, above = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === "string" ? [[above + key, value] as const] : [...flat(value, `${above}${key}.`)],
    ),
  );
}

const texts = { en: flat(en), ru: flat(ru) };

/** Elements of a message with those inside its plurals, choices and tags. */
function elementsOf(message: string): MessageFormatElement[] {
  const deep = (elements: MessageFormatElement[]): MessageFormatElement[] =>
    elements.flatMap((element) => {
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        return [element, ...Object.values(element.options).flatMap(({ value }) => deep(value))];
      }
      return element.type === TYPE.tag ? [element, ...deep(element.children)] : [element];
    });
  return deep(parse(message));
}

function namesIn(message: string): string[] {
  const names = elementsOf(message).flatMap((element) =>
    element.type === TYPE.literal || element.type === TYPE.pound ? [] : [element.value],
  );
  return [...new Set(names)].sort();
}

describe("texts of the screens", () => {
  it("has every text in both languages", () => {
    expect([...texts.ru.keys()].sort()).toEqual([...texts.en.keys()].sort());
    expect([...texts.en, ...texts.ru].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("asks for the same values in both languages", () => {
    for (const [key, text] of texts.en) expect(namesIn(texts.ru.get(key)!), key).toEqual(namesIn(text));
  });

  it("has the plural forms that each language needs", () => {
    // Counts are whole: what Russian calls `many` may stand under `other`.
    const needed = { en: ["one", "other"], ru: ["one", "few", "other"] };
    for (const language of ["en", "ru"] as const) {
      const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, text] of texts[language]) {
        for (const element of elementsOf(text)) {
          if (element.type !== TYPE.plural || element.pluralType === "ordinal") continue;
          const given = Object.keys(element.options).filter((form) => !form.startsWith("="));
          expect(given, `${language} ${key}`).toEqual(expect.arrayContaining(needed[language]));
          expect(known, `${language} ${key}`).toEqual(expect.arrayContaining(given));
        }
      }
    }
  });

  it("has every text that the screens ask for", () => {
    for (const { path, spaces, asked } of sources) {
      const wanted = spaces.map((space) => (space ? `${space}.` : ""));
      for (const key of asked) {
        const found = keys.some((one) =>
          wanted.some((space) => one.startsWith(space) && key.test(one.slice(space.length))),
        );
        expect(found, `${path} asks for ${key}`).toBe(true);
      }
    }
  });

  it("has no text that no screen asks for", () => {
    const spaces = new Set(sources.flatMap((source) => source.spaces));
    const words = sources.flatMap((source) => source.words);
    const endings = (key: string) =>
      [...spaces]
        .filter((space) => !space || key.startsWith(`${space}.`))
        .map((space) => (space ? key.slice(space.length + 1) : key));
    expect(keys.filter((key) => !endings(key).some((ending) => words.some((word) => word.test(ending))))).toEqual([]);
  });
});

const keys = [...texts.en.keys()];

interface Source {
  path: string;
  /** Namespaces the file takes texts from; the empty one is all of them. */
  spaces: string[];
  /** Keys of its calls of `t`; what is filled in by code stands for anything. */
  asked: RegExp[];
  /** Every string in it that may be a key. */
  words: RegExp[];
}

const sources: Source[] = (() => {
  const web = fileURLToPath(new URL("../../web", import.meta.url));
  return readdirSync(web, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/^(\.next|messages|next-env)/.test(path))
    .map((path) => {
      const text = readFileSync(`${web}/${path}`, "utf8");
      const spaces = [...text.matchAll(/useTranslations(?:<[^>]*>)?\((?:"([\w.]+)")?\)/g)].map(
        ([, space]) => space ?? "",
      );
      return {
        path,
        // A function that is handed `t` may be handed any.
        spaces: /[({,]\s*t: /.test(text) || spaces.length === 0 ? ["", ...spaces] : spaces,
        asked: spaces.length === 0 ? [] : patternsIn(text, /\bt(?:\.rich)?\(\s*(?:"([\w.]+)"|`([^`]+)`)/g),
        words: patternsIn(text, /"([\w.]+)"|`([^`\s]+)`/g),
      };
    });
})();

function patternsIn(text: string, strings: RegExp): RegExp[] {
  return [...text.matchAll(strings)].map(([, plain, template]) => {
    const parts = (plain ?? template ?? "")
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join("[\\w.]+")}$`);
  });
}
