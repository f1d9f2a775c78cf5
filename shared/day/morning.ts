import { as } from "../companies/context.ts";
import type { Caller } from "../caller.ts";
import { queue } from "../letters/queue.ts";
import { whenText } from "../notifications/text.ts";
import { readerOf, type Reader } from "../notifications/settings.ts";
import type { Fired } from "../reminders/fire.ts";
import type { Reminder } from "../reminders/schema.ts";
import { mustText } from "../texts.ts";
import { dayIn, type Instant } from "../time.ts";
import { dayAfter, instantOf } from "../wall.ts";
import { get } from "./day.ts";
import type { DayTask, WorkDay } from "./schema.ts";

/** Lines of one list of the letter; of the rest it tells the number. */
const MOST_LINES = 30;

/**
 * Writes an employee what his day holds, at his hour in his zone: today's demonstrations first, then the rest, what
 * others planned for him, and what is late. A day that holds nothing needs no letter. Mornings that were missed are not
 * made up for: there is one letter, for today.
 */
export async function morning(caller: Caller, reminder: Reminder): Promise<Fired | undefined> {
  const { userId, data } = reminder;
  const reader = userId ? await readerOf(caller, userId) : undefined;
  if (!userId || !reader?.morning) return undefined;
  const next = { ...reminder, at: nextMorning(reader, caller.now), data: {} };
  if (data?.["arm"]) return { next };
  const own = await as(caller, userId);
  const day = own && (await get({ ...own, timeZone: reader.timeZone }, {}));
  if (!day || (day.late.length === 0 && day.planned.length === 0)) return { next };
  const { employee, language, companyName } = reader;
  return {
    next,
    also(tx) {
      if (!employee.email) return;
      queue(tx, {
        to: employee.email,
        toName: employee.name,
        language,
        template: "morning",
        values: { day: whenText(language, day.day), company: companyName },
        lists: listsOf(day, reader),
        path: `${caller.tenant}/day`,
        told: { userId, kind: "morning" },
      });
    },
  };
}

/** The first of an employee's mornings after a moment. */
export function nextMorning({ morningAt, timeZone }: Pick<Reader, "morningAt" | "timeZone">, now: Instant): Instant {
  const today = dayIn(now, timeZone);
  const first = instantOf(`${today}T${morningAt}`, timeZone);
  return first > now ? first : instantOf(`${dayAfter(today, 1)}T${morningAt}`, timeZone);
}

function listsOf({ day, late, planned }: WorkDay, { language }: Reader): { title: string; lines: string[] }[] {
  const line = (task: DayTask, dated: boolean) => {
    const when = dated ? whenText(language, task.at) : task.at.slice(11);
    return [when, task.text, task.clientName].filter(Boolean).join(", ");
  };
  const parts = [
    { key: "demonstrations", tasks: planned.filter(({ demonstration }) => demonstration), dated: false },
    { key: "planned", tasks: planned.filter((one) => !one.demonstration && !one.byOther), dated: false },
    { key: "byOthers", tasks: planned.filter((one) => !one.demonstration && one.byOther), dated: false },
    { key: "late", tasks: late, dated: true },
  ];
  return parts
    .filter(({ tasks }) => tasks.length > 0)
    .map(({ key, tasks, dated }) => ({
      title: mustText(language, `morning.${key}`, { count: tasks.length, day }),
      lines: [
        ...tasks.slice(0, MOST_LINES).map((task) => line(task, dated)),
        ...(tasks.length > MOST_LINES ? [`+ ${tasks.length - MOST_LINES}`] : []),
      ],
    }));
}
