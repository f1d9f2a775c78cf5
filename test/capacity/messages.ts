import { employeesContract } from "#shared/employees/contract.ts";
import { messageQueries, messagesContract } from "#shared/messages/contract.ts";
import type { Call } from "#test/support/people.ts";
import { step, type Headers, type Step } from "./step.ts";

/** Messages of one employee are limited by the hour. */
const SOME = 100;

/** Messages between employees: in a conversation of two, with thirty messages in it. */
export async function messageSteps(call: Call, headers: Headers): Promise<Step[]> {
  const owner = () => headers;
  const { id: employeeId } = await call(employeesContract.add, { name: "Boris", role: "observer" });
  const { id } = await call(messagesContract.start, { employeeId });
  const text = "Friday at ten, please bring the figures of October and the offer with two prices.";
  for (let at = 0; at < 30; at++) await call(messagesContract.send, { id, text });
  const sent = async () => (await call(messagesContract.send, { id, text })).message;
  return [
    step("messages.list", messageQueries.list, owner, () => ({})),
    step("messages.unread", messageQueries.unread, owner, () => ({})),
    step("messages.search", messageQueries.search, owner, () => ({ q: "october" })),
    step("messages.start (known)", messagesContract.start, owner, () => ({ employeeId })),
    step("messages.page", messagesContract.page, owner, () => ({ id })),
    step("messages.page (nothing new)", messagesContract.page, owner, async () => ({
      id,
      known: (await call(messagesContract.page, { id })).conversation.ver,
    })),
    step("messages.send", messagesContract.send, owner, () => ({ id, text, mentions: [employeeId] }), { most: SOME }),
    step(
      "messages.correct",
      messagesContract.correct,
      owner,
      async () => ({ id, messageId: (await sent()).id, ver: 1, text: `${text} Thank you!` }),
      { most: SOME },
    ),
    step("messages.takeBack", messagesContract.takeBack, owner, async () => ({ id, messageId: (await sent()).id }), {
      most: SOME,
    }),
  ];
}
