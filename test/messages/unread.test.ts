import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "#shared/caller.ts";
import { addTeam, change as changeEmployee, find } from "#shared/employees/employees.ts";
import { start } from "#shared/messages/conversations.ts";
import { read, takeBack } from "#shared/messages/messages.ts";
import { list, unread } from "#shared/messages/queries.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { say, timely } from "./talking.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

/** A conversation as a plain list. */
interface Talk {
  id: string;
  ofTeam: boolean;
  messages: { id: string; author: number; gone: boolean }[];
  /** How many each has read. */
  seen: number[];
}

const PEOPLE = 3;
const person = fc.nat(PEOPLE - 1);
const talk = fc.nat(2);
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("send" as const), person, talk }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("read" as const), person, talk, part: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("takeBack" as const), person, talk, which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("move" as const), person, inside: fc.boolean() }) },
);

test(
  "whatever is sent, read and taken back at once, each sees exactly the unread ones of others",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), async (rounds) => {
        const { as, system } = await aCompany();
        const team = await addTeam(system, { name: "Sales" });
        const people: Caller[] = [];
        for (let at = 0; at < PEOPLE; at++) people.push(timely(await as("observer", { teamId: team.id })));
        const ids = people.map(({ userId }) => userId);
        const talks: Talk[] = [];
        for (const wanted of [
          { teamId: team.id },
          { memberIds: ids.slice(1), title: "Fair" },
          { memberIds: ids.slice(1), title: "Other" },
        ]) {
          const { id } = await start(people[0]!, wanted);
          talks.push({ id, ofTeam: "teamId" in wanted, messages: [], seen: people.map(() => 0) });
        }
        const inside = people.map(() => true);

        for (const round of rounds) {
          // All of a round at once; what became of each is told by its answer.
          const done = await Promise.all(round.map(carryOut));
          for (const told of done) told?.();
          for (const [at, caller] of people.entries()) await compare(at, caller);
        }

        async function carryOut(one: (typeof rounds)[number][number]): Promise<(() => void) | undefined> {
          const caller = people[one.person]!;
          if (one.do === "move") {
            const { ver } = (await find(system, caller.userId))!;
            const teamId = one.inside ? team.id : null;
            return settled(changeEmployee(system, { id: caller.userId, ver, teamId }), () => {
              inside[one.person] = one.inside;
            });
          }
          const on = talks[one.talk]!;
          if (one.do === "send") {
            return settled(say(caller, on.id, "Hello"), ({ message }) => {
              on.messages[message.seq - 1] = { id: message.id, author: one.person, gone: false };
              on.seen[one.person] = Math.max(on.seen[one.person]!, message.seq);
            });
          }
          if (one.do === "read") {
            const seq = Math.ceil((on.messages.length * one.part) / 4);
            return settled(read(caller, { id: on.id, seq }), () => {
              on.seen[one.person] = Math.max(on.seen[one.person]!, seq);
            });
          }
          const own = on.messages.filter(({ author }) => author === one.person);
          const message = own[one.which % Math.max(1, own.length)];
          return (
            message &&
            settled(takeBack(caller, { id: on.id, messageId: message.id }), () => {
              message.gone = true;
            })
          );
        }

        async function compare(at: number, caller: Caller): Promise<void> {
          const expected = new Map(
            talks
              .filter(({ ofTeam, messages }) => !ofTeam || (inside[at] && (messages.length > 0 || at === 0)))
              .map((on) => [
                on.id,
                on.messages.filter(({ author, gone }, place) => place >= on.seen[at]! && author !== at && !gone).length,
              ]),
          );
          const { conversations } = await list(caller, {});
          expect(new Map(conversations.map(({ id, unread: count }) => [id, count]))).toEqual(
            new Map(conversations.map(({ id }) => [id, expected.get(id)])),
          );
          expect(conversations).toHaveLength(expected.size);
          const counts = [...expected.values()];
          expect(await unread(caller)).toEqual({
            count: counts.reduce((sum, one) => sum + one, 0),
            conversations: counts.filter(Boolean).length,
          });
        }
      }),
      { numRuns: 25 },
    );
  },
);

test("more than ninety-nine are counted as a hundred", { timeout: 30_000 }, async () => {
  const { as } = await aCompany();
  const [anna, boris] = [timely(await as("observer")), timely(await as("observer"))];
  const { id } = await start(anna, { employeeId: boris.userId });
  const first = await say(anna, id, "1");
  for (let at = 0; at < 99; at++) await say(anna, id, "more");
  expect(await unread(boris)).toEqual({ count: 100, conversations: 1 });
  await takeBack(anna, { id, messageId: first.message.id });
  expect(await unread(boris)).toEqual({ count: 99, conversations: 1 });
  expect(await unread(anna)).toEqual({ count: 0, conversations: 0 });
});

/** What to write down where it was done; nothing where it was refused. */
async function settled<T>(made: Promise<T>, tell: (answer: T) => void): Promise<(() => void) | undefined> {
  try {
    const answer = await made;
    return () => tell(answer);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/not_found|conflict/) as string });
    return undefined;
  }
}
