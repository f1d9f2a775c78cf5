import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A running HTTP server of one part. */
export interface Part {
  endpoint: string;
  stop(): Promise<void>;
}

/** Serves on 127.0.0.1; a failing handler answers 500. Port 0 takes any free one. */
export async function serveLocally(
  port: number,
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Part> {
  const server = createServer((request, response) => {
    handler(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return { endpoint: `http://127.0.0.1:${await listen(server, port)}`, stop: () => close(server) };
}

/** Listens on 127.0.0.1 and answers the port taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Ends a server: requests in work are answered, idle connections closed. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** Reads a whole body; undefined where it is over the limit. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
