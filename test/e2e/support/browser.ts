import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/**
 * Starts Chromium without a window. It comes out of npm with the libraries and the font it needs, so that it runs, and
 * draws the same, on a machine that has neither; `CHROMIUM_PATH` names another one.
 */
export async function startBrowser(): Promise<Browser> {
  // The package unpacks its libraries where it believes to be in Lambda.
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs24.x";
  const { default: packed } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? (await packed.executablePath()),
    // Of the package's own arguments only those that change how it draws: the rest weakens what is to be tested here.
    args: ["--no-sandbox", "--font-render-hinting=none", "--disable-gpu"],
    env: { ...(process.env as Record<string, string>), FONTCONFIG_PATH: join(tmpdir(), "fonts") },
  });
}
