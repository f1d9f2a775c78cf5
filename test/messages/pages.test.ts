import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "#shared/messages/schema.ts";
import { matching, mentionBefore, mentionsIn, partsOf } from "../../web/features/messages/mentions.ts";
import { withNewest, withOlder, type Thread } from "../../web/features/messages/thread.ts";

const PAGE = 5;

function message(seq: number, ver = 1): Message {
  return { id: `msg_${seq}`, seq, ver, text: `${seq}.${ver}` } as Message;
}

test("an open conversation has no gap and shows each message as it is now, whenever it asks", () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("send" as const), count: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ do: fc.constant("correct" as const), back: fc.nat(PAGE - 1) }),
    fc.record({ do: fc.constant("ask" as const) }),
    fc.record({ do: fc.constant("older" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const table: Message[] = [message(1)];
      let thread: Thread | undefined;
      let ver = 1;
      const pageBefore = (seq: number) => {
        const messages = table
          .filter((one) => one.seq < seq)
          .toReversed()
          .slice(0, PAGE);
        const last = messages.at(-1)?.seq ?? 1;
        return {
          conversation: { ver } as Thread["conversation"],
          seen: 0,
          messages,
          ...(last > 1 ? { cursor: `${last}` } : {}),
        };
      };
      for (const one of [...steps, { do: "ask" as const }]) {
        if (one.do === "send") {
          for (let at = 0; at < one.count; at++) table.push(message(table.length + 1));
          ver++;
        } else if (one.do === "correct") {
          const at = Math.max(0, table.length - 1 - one.back);
          table[at] = message(at + 1, table[at]!.ver + 1);
          ver++;
        } else if (one.do === "ask") {
          const known: number | undefined = thread?.conversation.ver;
          thread = withNewest(
            thread,
            known === ver ? { conversation: { ver } as Thread["conversation"] } : pageBefore(Infinity),
          );
        } else if (thread?.cursor) {
          thread = withOlder(thread, pageBefore(Number(thread.cursor)));
        }
        if (one.do !== "ask") continue;
        const shown: readonly Message[] = thread!.messages;
        expect(shown.map(({ seq }) => seq)).toEqual(table.slice(-shown.length).map(({ seq }) => seq));
        expect(shown.slice(-PAGE)).toEqual(table.slice(-PAGE));
        expect(thread!.cursor === undefined).toBe(shown[0]!.seq === 1);
      }
    }),
  );
});

test("an @ before the caret asks for a colleague by the beginning of a word of his name", () => {
  const people = ["Анна Петрова", "Пётр Аннушкин", "Ёлкина Вера"].map((name, at) => ({ id: `usr_${at}`, name }));
  const names = (find: string) => matching(people, find).map(({ name }) => name);
  expect(mentionBefore("Смотри @пе", 10)).toEqual({ from: 7, find: "пе" });
  expect(mentionBefore("mail@example.com", 16)).toBeUndefined();
  expect(mentionBefore("@", 1)).toEqual({ from: 0, find: "" });
  expect(mentionBefore("@Анна Петрова и ещё", 19)).toBeUndefined();
  expect(mentionBefore("в @ ", 4)).toBeUndefined();
  expect(names("пе")).toEqual(["Анна Петрова", "Пётр Аннушкин"]);
  expect(names("елк")).toEqual(["Ёлкина Вера"]);
  expect(names("ушк")).toEqual([]);
});

test("who was chosen is mentioned while his name stands in the text, and it is shown marked there", () => {
  const anna = { id: "usr_1", name: "Anna (Sales)" };
  const boris = { id: "usr_2", name: "Boris" };
  expect(mentionsIn("@Anna (Sales) look", [anna, boris, anna])).toEqual(["usr_1"]);
  expect(partsOf("Hi @Anna (Sales)!", [anna.name, ""])).toEqual([
    { text: "Hi ", named: false },
    { text: "@Anna (Sales)", named: true },
    { text: "!", named: false },
  ]);
  expect(partsOf("Hi", [])).toEqual([{ text: "Hi", named: false }]);
});
