import "./styles.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { earlyScript } from "../lib/early.server.ts";
import { languageCookie, languageFor } from "../lib/language.ts";
import { Providers } from "./providers.tsx";

export const metadata: Metadata = { applicationName: "Prodano", icons: "/favicon.svg", robots: { index: false } };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#171a1e" },
  ],
};

/** Frame of every page: language of the request, colours before the first paint, what all pages share. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [heads, jar] = await Promise.all([headers(), cookies()]);
  const nonce = heads.get("x-nonce") ?? "";
  const early = earlyScript(heads.get("x-address") ?? "");
  const language = languageFor(jar.get(languageCookie)?.value, heads.get("accept-language"));
  return (
    // The script below sets the colours before React looks at them.
    <html lang={language} data-mantine-color-scheme="light" suppressHydrationWarning>
      <body>
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: colours }} />
        {early ? <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: early }} /> : null}
        <Providers language={language} nonce={nonce}>
          {children}
        </Providers>
      </body>
    </html>
  );
}

/** Sets light or dark before the first paint, by the choice kept in the browser, else by the system's. */
const colours = `try {
  var chosen = localStorage.getItem("colours");
  var dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
} catch (e) {}`;
