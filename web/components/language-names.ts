import type { Language } from "#shared/caller.ts";

/** Each language in its own words. */
export const languageNames: Record<Language, string> = { ru: "Русский", en: "English" };
