"use client";
import { useState, type ChangeEvent, type SubmitEvent } from "react";
import type { Issues } from "./issues.ts";

type TextName<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;
type FlagName<V> = { [K in keyof V]: V[K] extends boolean ? K : never }[keyof V] & string;

/** What was typed into a form, kept whatever becomes of the submit. */
export function useForm<V extends object>(initial: V, issues: Issues = {}) {
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState<{ issues: Issues; names: ReadonlySet<string> }>({ issues, names: new Set() });
  // A field that was changed after the last submit is no longer called wrong.
  const changed = touched.issues === issues ? touched.names : new Set<string>();
  const set = <K extends keyof V & string>(name: K, value: V[K]) => {
    setValues((last) => ({ ...last, [name]: value }));
    setTouched({ issues, names: new Set(changed).add(name) });
  };
  const errorOf = (name: string, path: string) => (changed.has(name) ? undefined : issues[path]);
  return {
    values,
    set,
    reset: setValues,
    /** Properties of a text input or a native select. `path` is that of the field in the body where it differs. */
    text: (name: TextName<V>, path: string = name) => ({
      name: plain(name),
      value: values[name] as string,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
        set(name, event.currentTarget.value as V[typeof name]),
      error: errorOf(name, path),
    }),
    /** Properties of a checkbox or a switch. */
    flag: (name: FlagName<V>, path: string = name) => ({
      name: plain(name),
      checked: values[name] as boolean,
      onChange: (event: ChangeEvent<HTMLInputElement>) => set(name, event.currentTarget.checked as V[typeof name]),
      error: errorOf(name, path),
    }),
  };
}

/** A handler of `onSubmit`: stays on the page, and moves the focus to the first field that was refused. */
export function onSubmit(run: () => Promise<unknown>) {
  return (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const form = event.currentTarget;
    void run().then(() => {
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    });
  };
}

/** Text without blanks at its ends, or undefined where nothing is left: an empty field is no value. */
export function filled(text: string): string | undefined {
  return text.trim() || undefined;
}

/** A name as any text: forms with more fields fit where those with fewer are asked for. */
function plain(name: string): string {
  return name;
}
