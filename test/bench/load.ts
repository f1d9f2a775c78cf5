import { Lane, type PlainRequest } from "./lane.ts";
import { quantile } from "./figures.ts";
import type { Call } from "./record.ts";
import { again, bareClient, replay } from "./replay.ts";

// The load generator: a process of its own, so that it does not take part in what it measures.

/** What is asked of the generator: one kind of work, over some connections, for a while. */
export type Load = { connections: number; seconds: number; mostEach?: number } & (
  | { kind: "http"; port: number; headers: Record<string, string>; requests: PlainRequest[]; repeat: boolean }
  | { kind: "bare"; endpoint: string; tenant: string; shadow: string; calls: Call[][] }
);

/** What it measured: milliseconds, and how many a second. */
export interface Measured {
  count: number;
  errors: number;
  ms: number;
  p95: number;
  perSecond: number;
}

/** Does one turn of a lane's work; false when it has none left. */
type Turn = () => Promise<boolean> | undefined;

process.on("message", (load: Load) => {
  run(load).then(
    (measured) => process.send?.(measured),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(load: Load): Promise<Measured> {
  const { turns, close } = load.kind === "http" ? httpLanes(load) : bareLanes(load);
  const ms: number[] = [];
  let errors = 0;
  const started = performance.now();
  const until = started + load.seconds * 1000;
  await Promise.all(
    turns.map(async (turn) => {
      for (let made = 0; made < (load.mostEach ?? Infinity) && performance.now() < until; made++) {
        const begun = performance.now();
        const going = turn();
        if (!going) return;
        const well = await going.catch(() => false);
        ms.push(performance.now() - begun);
        if (!well) errors++;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  close();
  return { count: ms.length, errors, ms: quantile(ms), p95: quantile(ms, 0.95), perSecond: ms.length / seconds };
}

/** Each lane asks its own part of the requests that write, so that no two change one record; all of those that read. */
function httpLanes({ port, headers, requests, repeat, connections }: Extract<Load, { kind: "http" }>) {
  const lanes = Array.from({ length: connections }, () => new Lane(port, headers));
  const turns = lanes.map((lane, at): Turn => {
    const own = repeat ? requests : requests.filter((_, index) => index % connections === at);
    let next = repeat ? at * 7 : 0;
    return () => {
      const request = own[repeat ? next++ % own.length : next++];
      return request && lane.ask(request).then((status) => status < 400);
    };
  });
  return { turns, close: () => lanes.forEach((lane) => lane.close()) };
}

function bareLanes({ endpoint, tenant, shadow, calls, connections }: Extract<Load, { kind: "bare" }>) {
  const client = bareClient(endpoint);
  const turns = Array.from({ length: connections }, (_, at): Turn => {
    const own = calls.filter((_, index) => index % connections === at);
    let next = 0;
    return () => replay(client, again(own[next++ % own.length]!, tenant, shadow)).then(() => true);
  });
  return { turns, close: () => client.destroy() };
}
