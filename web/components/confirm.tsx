"use client";
import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";

const ConfirmDialog = dynamic(() => import("./dialog.tsx").then((module) => module.ConfirmDialog), { ssr: false });

/** A question before something that is hard to take back. */
export interface Question {
  title: string;
  text: ReactNode;
  action: string;
  tone?: "bad";
  /** Throws where it fails; the dialog then says why and stays open. */
  run: () => Promise<void>;
}

/** Gives `ask` to put a question, and the dialog to place anywhere in the component. */
export function useConfirm(): { ask: (question: Question) => void; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question>();
  return {
    ask: setQuestion,
    dialog: question ? <ConfirmDialog {...question} onClose={() => setQuestion(undefined)} /> : null,
  };
}
