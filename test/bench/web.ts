import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BrowserContext } from "playwright-core";
import { cookieName, encodeSession } from "#shared/session-cookie.ts";
import { buildWeb } from "#infra/local/web.ts";
import { startBrowser } from "#test/e2e/support/browser.ts";
import { fillData, useTable, type FilledData } from "./data.ts";
import { print, quantile, shown } from "./figures.ts";
import { startLocal } from "./local.ts";

/** What a page loaded and how long it took, in the browser's own words. */
export interface Visit {
  scripts: number;
  /** Bytes of scripts as they came over the wire. */
  scriptBytes: number;
  /** Bytes of scripts once unpacked. */
  unpackedBytes: number;
  /** Milliseconds from the start of the navigation until what was waited for stood there. */
  shownMs: number;
  /** Milliseconds until it stood there and no task of the page was longer than 50 ms any more (W3C Long Tasks). */
  interactiveMs: number;
}

/**
 * Opens a page in a new tab, waits until an element is there and the network is quiet, and tells what it loaded. In a
 * new context it is a first visit.
 * @param selector CSS selector of what makes the page useful
 */
export async function measureVisit(context: BrowserContext, url: string, selector: string): Promise<Visit> {
  const page = await context.newPage();
  try {
    await page.addInitScript((wanted) => {
      const marks = { shown: 0, busyUntil: 0 };
      Object.assign(window, { benchMarks: marks });
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) marks.busyUntil = startTime + duration;
      }).observe({ type: "longtask", buffered: true });
      const look = () => {
        if (document.querySelector(wanted)) marks.shown = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, selector);
    await page.goto(url);
    await page.locator(selector).first().waitFor();
    await page.waitForLoadState("networkidle");
    return await page.evaluate(() => {
      const { shown, busyUntil } = (window as unknown as { benchMarks: { shown: number; busyUntil: number } })
        .benchMarks;
      const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(({ name }) =>
        new URL(name).pathname.endsWith(".js"),
      );
      const sum = (of: (one: PerformanceResourceTiming) => number) =>
        scripts.reduce((total, one) => total + of(one), 0);
      return {
        scripts: scripts.length,
        scriptBytes: sum(({ encodedBodySize }) => encodedBodySize),
        unpackedBytes: sum(({ decodedBodySize }) => decodedBodySize),
        shownMs: shown,
        interactiveMs: Math.max(shown, busyUntil),
      };
    });
  } finally {
    await page.close();
  }
}

const VISITS = 9;

/** The deal list of the filled company: first visits, and visits with everything kept from before. */
async function bench(dataDir: string, filled: FilledData): Promise<void> {
  const system = await startLocal(dataDir);
  const browser = await startBrowser();
  try {
    const url = `${system.endpoint}/${filled.tenant}/deals`;
    // The name of the cookie follows the address, which is known to this process from here on.
    const value = await sessionIn(dataDir, system.endpoint, filled);
    const cookies = [{ name: cookieName(), value, url: system.endpoint }];
    const visit = async (context: BrowserContext) => measureVisit(context, url, 'a[href*="/deals/deal_"]');
    const fresh = async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
      await context.addCookies(cookies);
      return context;
    };
    const first: Visit[] = [];
    for (let at = 0; at < VISITS; at++) {
      const context = await fresh();
      first.push(await visit(context));
      await context.close();
    }
    const context = await fresh();
    const again: Visit[] = [];
    for (let at = 0; at <= VISITS; at++) again.push(await visit(context));
    again.shift();
    const median = (visits: Visit[], of: (one: Visit) => number) => quantile(visits.map(of));
    const both = (of: (one: Visit) => number, unit: number, fraction: number) => [
      shown(median(first, of) / unit, fraction),
      shown(median(again, of) / unit, fraction),
    ];
    print(
      "The list of 20,000 deals in Chromium, medians",
      ["figure", "first visit", "later", "aim"],
      [
        ["scripts", ...both(({ scripts }) => scripts, 1, 0), ""],
        ["scripts over the wire, KB (gzip)", ...both(({ scriptBytes }) => scriptBytes, 1024, 0), "300"],
        ["scripts unpacked, KB", ...both(({ unpackedBytes }) => unpackedBytes, 1024, 0), ""],
        ["rows shown, s", ...both(({ shownMs }) => shownMs, 1000, 2), ""],
        ["interactive, s", ...both(({ interactiveMs }) => interactiveMs, 1000, 2), "0.40"],
      ],
    );
  } finally {
    await browser.close();
    await system.stop();
  }
}

/** Signs the owner in as the web server does; answers the value of his cookie. */
async function sessionIn(dataDir: string, endpoint: string, { email, password }: FilledData): Promise<string> {
  const answer = await fetch(`${endpoint}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`The sign-in answered ${answer.status}: ${await answer.text()}`);
  const { sessionId, personId } = (await answer.json()) as { sessionId: string; personId: string };
  useTable(endpoint, readFileSync(join(dataDir, "master-secret"), "utf8"));
  return encodeSession({ sid: sessionId, personId });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: "string" } } });
  await buildWeb();
  const dataDir = values.data ?? mkdtempSync(join(tmpdir(), "prodano-bench-"));
  try {
    await bench(dataDir, await fillData(dataDir));
  } finally {
    if (!values.data) rmSync(dataDir, { recursive: true, force: true });
  }
}
