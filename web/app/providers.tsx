"use client";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Language } from "#shared/caller.ts";
import { Messages } from "../components/messages.tsx";
import { Notices } from "../components/notices.tsx";
import { theme } from "../components/theme.ts";
import { newAnswers } from "../lib/answers.ts";

const colours = localStorageColorSchemeManager({ key: "colours" });

/** What every page shares: texts, look, cached answers, notices. */
export function Providers(props: { language: Language; nonce: string; children: ReactNode }) {
  const [answers] = useState(newAnswers);
  return (
    <Messages language={props.language}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colours}
        getStyleNonce={() => props.nonce}
      >
        <QueryClientProvider client={answers}>
          {props.children}
          <Notices />
        </QueryClientProvider>
      </MantineProvider>
    </Messages>
  );
}
