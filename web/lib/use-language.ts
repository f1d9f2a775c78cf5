"use client";
import { useLocale } from "next-intl";
import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import type { Language } from "#shared/caller.ts";
import { rememberLanguage } from "./language.ts";

/** Gives a function that changes the language of the screens in this browser. */
export function useSetLanguage(): (language: Language) => void {
  const { refresh } = useRouter();
  return useCallback(
    (language) => {
      rememberLanguage(language);
      refresh();
    },
    [refresh],
  );
}

/** Speaks the language of the person signed in, wherever he signs in. */
export function useOwnLanguage(own: Language | undefined): void {
  const locale = useLocale();
  const setLanguage = useSetLanguage();
  useEffect(() => {
    if (own && own !== locale) setLanguage(own);
  }, [own, locale, setLanguage]);
}
