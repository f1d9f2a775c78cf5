import type { Caller } from "../caller.ts";
import { as } from "../companies/context.ts";
import { Problem } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { queue } from "../letters/queue.ts";
import { readerOf, type Reader } from "../notifications/settings.ts";
import { whenText } from "../notifications/text.ts";
import { countTry, type Limit } from "../people/limits.ts";
import { PlatformStore } from "../table/platform.ts";
import { storeOf } from "../table/store.ts";
import type { Tx } from "../table/tx.ts";
import { mustText } from "../texts.ts";
import type { Day } from "../time.ts";
import type { dayContract } from "./contract.ts";
import { get } from "./day.ts";
import type { DayTask, WorkDay } from "./schema.ts";

/** Lines of one list of the letter; of the rest it tells the number. */
const MOST_LINES = 30;
/** Days that one employee has sent to himself. */
const byUser: Limit = { name: "day-letter-user", tries: 10, windowSeconds: 3600 };

/** Sends the caller a day of his own by e-mail, as it is now; a day that holds nothing too: he asked. */
export async function letter(
  caller: Caller,
  { day: asked }: Input<typeof dayContract.letter>,
): Promise<{ to: string }> {
  const reader = await readerOf(caller, caller.userId);
  const to = reader?.employee.email;
  if (!reader || !to) throw new Problem("invalid_state", { reason: "no_email" });
  await countTry(new PlatformStore(caller.meter), byUser, `${caller.tenant} ${caller.userId}`, caller.now);
  const day = await dayOf(caller, reader, asked);
  const tx = storeOf(caller).tx();
  if (day) writeDay(tx, caller.tenant, reader, day, to);
  return tx.commit({ to });
}

/** The day of an employee as he himself would see it, in his zone; today where none is named. */
export async function dayOf(caller: Caller, { employee, timeZone }: Reader, day?: Day): Promise<WorkDay | undefined> {
  const own = caller.userId === employee.id ? caller : await as(caller, employee.id);
  return own && get({ ...own, timeZone }, day ? { day } : {});
}

/** Adds the letter of a day to a transaction: demonstrations first, then the rest, what others planned, what is late. */
export function writeDay(tx: Tx, company: string, reader: Reader, day: WorkDay, to: string): void {
  const { employee, language, companyName } = reader;
  queue(tx, {
    to,
    toName: employee.name,
    language,
    template: "morning",
    values: { day: whenText(language, day.day), company: companyName },
    lists: listsOf(day, reader),
    path: `${company}/day${day.day === day.today ? "" : `?day=${day.day}`}`,
    told: { userId: employee.id, kinds: ["morning"] },
  });
}

function listsOf({ day, today, late, planned }: WorkDay, { language }: Reader): { title: string; lines: string[] }[] {
  const line = (task: DayTask, dated: boolean) => {
    const when = dated ? whenText(language, task.localAt) : task.localAt.slice(11);
    return [when, task.text, task.clientName].filter(Boolean).join(", ");
  };
  const parts = [
    { key: "demonstrations", tasks: planned.filter(({ demonstration }) => demonstration), dated: false },
    { key: "planned", tasks: planned.filter((one) => !one.demonstration && !one.byOther), dated: false },
    { key: "byOthers", tasks: planned.filter((one) => !one.demonstration && one.byOther), dated: false },
    { key: "late", tasks: late, dated: true },
  ];
  const lists = parts
    .filter(({ tasks }) => tasks.length > 0)
    .map(({ key, tasks, dated }) => ({
      title: mustText(language, `morning.${key}`, { count: tasks.length, day }),
      lines: [
        ...tasks.slice(0, MOST_LINES).map((task) => line(task, dated)),
        ...(tasks.length > MOST_LINES ? [`+ ${tasks.length - MOST_LINES}`] : []),
      ],
    }));
  return lists.length > 0
    ? lists
    : [{ title: mustText(language, today > day ? "morning.nothingLeft" : "morning.nothing"), lines: [] }];
}
