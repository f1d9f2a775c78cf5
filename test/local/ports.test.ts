import { createServer } from "node:net";
import { expect, test } from "vitest";
import { checkPorts, freePort } from "#infra/local/ports.ts";

/** The first of five free ports in a row. */
async function freeRow(): Promise<number> {
  for (;;) {
    const first = await freePort();
    if (first < 65_000 && (await checkPorts(first).catch(() => undefined))) return first;
  }
}

test("a port in use is named with its use, and with the command that takes others", async () => {
  const first = await freeRow();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(first + 2, "127.0.0.1", resolve));
  await expect(checkPorts(first)).rejects.toThrow(
    `Port ${first + 2} (queues and files) is in use. The system takes ${first} to ${first + 4}`,
  );
  await expect(checkPorts(first)).rejects.toThrow(/PORT=\d+ npm start/);
  server.close();
});
