import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** One run of everything below `test/`; the database, the queues and the mailbox are started once for all files. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { LOG_REQUESTS: "0" },
  },
});
