import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = fileURLToPath(new URL("..", import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  outputFileTracingRoot: root,
  // Images are served as they are, so their library only makes the server function heavier.
  outputFileTracingExcludes: { "/*": ["node_modules/sharp/**", "node_modules/@img/**"] },
  // `npm run check` checks the types of the whole repository; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    root,
    // Messages are compiled here, so that the browser gets no parser of theirs.
    rules: {
      "*.json": {
        condition: { path: /messages\/(?:ru|en)\.json$/ },
        loaders: [
          { loader: "next-intl/extractor/catalogLoader", options: { messages: { format: "json", precompile: true } } },
        ],
        as: "*.js",
      },
    },
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};

export default config;
