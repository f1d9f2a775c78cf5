import { fire } from "#shared/reminders/fire.ts";
import { HandedOver } from "./lib/hand-over.ts";
import { log, stackOf } from "./lib/log.ts";
import { sendMessage } from "./lib/queues.ts";
import { reminderKinds } from "./lib/reminder-kinds.ts";
import { callerOf, consume, Poison } from "./lib/subscribe.ts";

/** Works on reminders that the clock has claimed; what fails again and again is told to the dead-letter queue, so that somebody looks. */
export const handler = consume("reminders", async (body, { messageId }) => {
  const handed = HandedOver.safeParse(body);
  if (!handed.success) throw new Poison("no_reminders");
  const { tenant, reminders } = handed.data;
  const caller = await callerOf({ tenant }, handed.data.now, messageId);
  const { failures, troubled, ...counts } = await fire(
    caller,
    reminders.map(([pk, sk]) => ({ pk, sk })),
    reminderKinds,
  );
  for (const error of failures) log("error", "reminder_failed", { tenant, stack: stackOf(error) });
  for (const { pk, sk } of troubled)
    await sendMessage("reminders-dead", JSON.stringify({ tenant, now: caller.now, reminders: [[pk, sk]] }));
  const { read, write, calls } = caller.meter;
  log("info", "reminders", { tenant, ...counts, troubled: troubled.length, read, write, calls });
});
