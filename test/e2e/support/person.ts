import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { inject } from "vitest";
import type { Language } from "#shared/caller.ts";
import { wordsOf, type Words } from "./words.ts";

/** Somebody at a browser of his own. */
export interface Person {
  page: Page;
  context: BrowserContext;
  language: Language;
  /** What the screens say to him. */
  t: Words;
  /** Opens a page of the product. */
  open(path: string): Promise<void>;
  button(name: string | RegExp, within?: Locator): Locator;
  field(label: string | RegExp, within?: Locator): Locator;
  link(name: string | RegExp, within?: Locator): Locator;
  /** Waits for the page of this name, by its main heading. */
  sees(heading: string | RegExp): Promise<void>;
  /** Chooses a line of a menu. */
  choose(menu: string | RegExp, line: string): Promise<void>;
  /** Says that the next requests to paths like this will be refused with the status, and that it is right. */
  expects(status: number, path: RegExp): void;
  /** What went wrong on his pages since the last call: errors of scripts, of the console, of the policy, of requests. */
  troubles(): string[];
}

const locales: Record<Language, string> = { en: "en-GB", ru: "ru-RU" };

/** A new browser profile: nobody signed in, light colours, a laptop's window, in Moscow. */
export async function aPerson(browser: Browser, language: Language = "en"): Promise<Person> {
  const context = await browser.newContext({
    baseURL: inject("system").web,
    locale: locales[language],
    timezoneId: "Europe/Moscow",
    viewport: laptop,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`The policy refused ${violatedDirective} ${blockedURI}`),
    ),
  );
  const found: string[] = [];
  const expected: { status: number; path: RegExp }[] = [];
  const isExpected = (status: number, url: string) =>
    expected.some((one) => one.status === status && one.path.test(new URL(url).pathname));
  context.on("weberror", (error) => found.push(`${error.page()?.url() ?? ""}: ${error.error().stack ?? ""}`));
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
    if (status && isExpected(Number(status), message.location().url)) return;
    found.push(`${message.page()?.url() ?? ""}: ${message.text()} ${message.location().url}`);
  });
  const page = await context.newPage();
  const self: Person = {
    page,
    context,
    language,
    t: wordsOf(language),
    async open(path) {
      await page.goto(path);
    },
    button: (name, within) => (within ?? page).getByRole("button", exactly(name)),
    field: (label, within) =>
      (within ?? page)
        .getByLabel(label, { exact: typeof label === "string" })
        .and(page.locator("input, select, textarea")),
    link: (name, within) => (within ?? page).getByRole("link", exactly(name)),
    sees: (heading) => page.getByRole("heading", { level: 1, ...exactly(heading) }).waitFor(),
    async choose(menu, line) {
      await self.button(menu).click();
      const name = { name: line, exact: true };
      await page.getByRole("menuitem", name).or(page.getByRole("menuitemradio", name)).click();
    },
    expects: (status, path) => expected.push({ status, path }),
    troubles: () => found.splice(0),
  };
  return self;
}

/** The window people are expected to have, in CSS pixels. */
export const laptop = { width: 1280, height: 800 };

function exactly(name: string | RegExp): { name: string | RegExp; exact?: boolean } {
  return typeof name === "string" ? { name, exact: true } : { name };
}
