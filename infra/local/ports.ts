import { createServer } from "node:net";

/** What each port after the web's is for, in order. */
export const portUses = ["web", "database", "queues and files", "letters and inbox", "events"] as const;

/** Thrown where a port is in use; its message is for people. */
export class PortTaken extends Error {}

/** Answers the ports of the parts from the first on; throws {@link PortTaken} naming the first that is in use. */
export async function checkPorts(first: number): Promise<[number, number, number, number, number]> {
  const ports: [number, number, number, number, number] = [first, first + 1, first + 2, first + 3, first + 4];
  for (const [at, port] of ports.entries()) {
    if (await isFree(port)) continue;
    throw new PortTaken(
      `Port ${port} (${portUses[at]}) is in use. ` +
        `The system takes ${first} to ${first + ports.length - 1}: end what listens there, ` +
        `or choose other ports: PORT=${first + 100} npm start`,
    );
  }
  return ports;
}

/** A port of 127.0.0.1 that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No port")),
      );
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
