import { API_ROOT } from "#shared/http/contract.ts";
import type { Filled } from "./company.ts";
import type { PlainRequest } from "./lane.ts";
import { dice } from "./words.ts";

/** A kind of work: what is asked, and what it should take. */
export interface Work {
  name: string;
  /** Whether a request may be made again; those that write are each their own. */
  repeat: boolean;
  requests: PlainRequest[];
  /** Aim in ms, one connection alone. */
  aimMs?: number;
  /** Aim a second, at 16 connections. */
  aimPerSecond?: number;
}

/** The works of the comparison on a filled company: those that read, then those that write. */
export function worksOf({ clientIds, moves, regionId }: Filled): Work[] {
  const roll = dice(7);
  const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const get = (path: string): PlainRequest => ({ method: "GET", path: API_ROOT + path });
  const filter = encodeURIComponent(
    JSON.stringify({
      and: [
        { field: "state", op: "eq", value: "open" },
        { field: "amountMinor", op: "gte", value: 2_000_000_00 },
        { field: "regionId", op: "eq", value: regionId },
      ],
    }),
  );
  return [
    {
      name: "card with history",
      repeat: true,
      requests: Array.from({ length: 2000 }, () => get(`/clients/${one(clientIds)}`)),
      aimMs: 4,
      aimPerSecond: 300,
    },
    {
      name: "list of 50 clients",
      repeat: true,
      requests: [get("/clients?limit=50&sort=-lastContactAt")],
      aimMs: 4,
    },
    { name: "list of 50 deals", repeat: true, requests: [get("/deals?limit=50")], aimMs: 4 },
    {
      name: "list of 50 deals, filtered",
      repeat: true,
      requests: [get(`/deals?limit=50&sort=-amountMinor&filter=${filter}`)],
      aimMs: 4,
    },
    {
      name: "search by prefix",
      repeat: true,
      requests: ["Север", "Завод Гр", "Петр", "+74950", "ооо юд"].map((q) => get(`/search?q=${encodeURIComponent(q)}`)),
      aimMs: 4,
    },
    { name: "sales report", repeat: true, requests: [get("/deals/report?by=managerId")] },
    {
      name: "deal moved",
      repeat: false,
      requests: moves.map(({ id, stageId }) => ({
        method: "POST",
        path: `${API_ROOT}/deals/${id}/move`,
        body: { stageId, ver: 1 },
      })),
      aimMs: 8,
    },
    {
      name: "client created",
      repeat: false,
      requests: Array.from({ length: 10_000 }, (_, at) => ({
        method: "POST",
        path: `${API_ROOT}/clients`,
        body: aClient(String(at).padStart(5, "0")),
      })),
      aimMs: 8,
      aimPerSecond: 140,
    },
  ];
}

/** A card with a tax number, a phone and an e-mail that nobody has yet, and a first contact. */
function aClient(number: string): object {
  return {
    name: `Новый клиент ${number}`,
    taxNumber: `99${number}${number.slice(2)}`,
    phones: [{ value: `+7499${number}99` }],
    emails: [{ value: `new${number}@client.example` }],
    contact: { lastName: "Новиков", firstName: "Пётр" },
  };
}
