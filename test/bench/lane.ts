import { connect, type Socket } from "node:net";

/** A request as the load generator sends it. */
export interface PlainRequest {
  method: string;
  path: string;
  body?: object;
}

/**
 * One connection that is kept, asking one thing at a time. As little as HTTP/1.1 takes, since the generator shares the
 * machine with what it measures: answers of the API always tell their length.
 */
export class Lane {
  readonly #port: number;
  readonly #headers: string;
  #socket: Socket | undefined;
  #received: Buffer[] = [];
  #done: ((status: number) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(port: number, headers: Record<string, string>) {
    this.#port = port;
    this.#headers = Object.entries({ host: `localhost:${port}`, ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("");
  }

  /** Answers the status once the whole answer is there; rejects where the connection breaks. */
  ask({ method, path, body }: PlainRequest): Promise<number> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const own =
      body === undefined
        ? ""
        : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\nidempotency-key: ${crypto.randomUUID()}\r\n`;
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#failed = reject;
      this.#received = [];
      this.#socket ??= this.#connect();
      this.#socket.write(`${method} ${path} HTTP/1.1\r\n${this.#headers}${own}\r\n${text}`);
    });
  }

  /** Ends the connection. */
  close(): void {
    this.#socket?.destroy();
  }

  #connect(): Socket {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    socket.on("data", (bytes) => {
      this.#received.push(bytes);
      const answer = this.#received.length === 1 ? bytes : Buffer.concat(this.#received);
      this.#received = [answer];
      const head = answer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const text = answer.toString("latin1", 0, head);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (answer.length >= head + 4 + length) this.#done?.(Number(text.slice(9, 12)));
    });
    const broken = (error?: Error) => {
      this.#socket = undefined;
      this.#failed?.(error ?? new Error("The connection was closed"));
    };
    socket.on("error", broken);
    socket.on("close", () => broken());
    return socket;
  }
}
