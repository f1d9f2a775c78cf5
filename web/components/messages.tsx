"use client";
import { NextIntlClientProvider } from "next-intl";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Language } from "#shared/caller.ts";

// One language is one script of its own, cached by the browser: nobody loads two, and no page carries texts in its HTML.
const packs = {
  ru: dynamic(() => import("../messages/ru.json").then(({ default: messages }) => packOf("ru", messages))),
  en: dynamic(() => import("../messages/en.json").then(({ default: messages }) => packOf("en", messages))),
};

function packOf(language: Language, messages: object) {
  return function Pack({ children }: { children: ReactNode }) {
    return (
      <NextIntlClientProvider locale={language} messages={messages} timeZone="UTC">
        {children}
      </NextIntlClientProvider>
    );
  };
}

/** Gives the texts of a language to everything inside. */
export function Messages({ language, children }: { language: Language; children: ReactNode }) {
  const Pack = packs[language];
  return <Pack>{children}</Pack>;
}
