import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const browser = "test/e2e/**/*.test.ts";

/**
 * One run of everything below `test/`. What the parts promise comes first: their database, queues and mailbox are started
 * once for all files. The browser's journey over the whole system comes after, alone on the machine.
 */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { LOG_REQUESTS: "0" },
    projects: [
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: [browser],
          globalSetup: ["test/support/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: [browser],
          globalSetup: ["test/e2e/support/system.ts"],
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
          testTimeout: 180_000,
        },
      },
    ],
  },
});
