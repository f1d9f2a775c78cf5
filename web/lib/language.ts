import { languages, type Language } from "#shared/caller.ts";

/** Name of the cookie with the language of the screens. Never begins like the session cookie: next-auth would read it. */
export const languageCookie = "lang";

/** The language of a request: of its cookie, else the first one its browser wants that the product speaks. */
export function languageFor(cookie: string | undefined, acceptLanguage: string | null): Language {
  const spoken = (tag: string | undefined) => languages.find((language) => language === tag?.slice(0, 2).toLowerCase());
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(";q=");
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .sort((one, other) => other.weight - one.weight);
  return spoken(cookie) ?? wanted.map(({ tag }) => spoken(tag)).find(Boolean) ?? "en";
}

/** Remembers the language in this browser for a year. */
export function rememberLanguage(language: Language): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${languageCookie}=${language}; path=/; max-age=31536000; samesite=lax${secure}`;
}
