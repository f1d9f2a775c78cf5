import { createHash } from "node:crypto";
import type { Visitor } from "../caller.ts";
import { notFound } from "../errors.ts";
import type { Input } from "../http/contract.ts";
import { holds, type Document } from "../http/document.ts";
import { countTry, limits } from "../people/limits.ts";
import { PlatformStore } from "../table/platform.ts";
import { mustText } from "../texts.ts";
import type { feedQueries } from "./contract.ts";
import { eventsOf } from "./calendar.ts";
import { calendarText, type CalendarHead } from "./ical.ts";
import { ownerOf, type Owner } from "./owner.ts";
import { planOf, type Plan } from "./plan.ts";
import { hashOf, presentedKey, type PresentedFeed } from "./presented.ts";

/** How often calendars are asked to come again; some come when they like. */
const REFRESH_MINUTES = 15;
/** A function answers 6 MB at most. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A feed by its address, read as its employee now; one that is forged, renewed, turned off or of somebody who left is not
 * there. Whoever holds what would be told is told so from the read model, before any task is read: 2 units read, 1
 * written, and some 5 for the company where this process has not asked for it within ten seconds; half a unit a task where
 * something has changed. A calendar comes from the address of a service that many use, so right addresses are counted by feed and wrong ones by
 * visitor.
 */
export async function read(visitor: Visitor, { file }: Input<typeof feedQueries.read>): Promise<Document> {
  const { now, meter, address, held } = visitor;
  const platform = new PlatformStore(meter);
  const hash = hashOf(file.slice(0, file.indexOf(".")));
  const feed = (await platform.get(presentedKey(hash))) as unknown as PresentedFeed | undefined;
  if (!feed) {
    await countTry(platform, limits.unknownFeedByAddress, address, now);
    throw notFound();
  }
  await countTry(platform, limits.readsByFeed, hash, now);
  const owner = await ownerOf(visitor, feed);
  if (!owner) throw notFound();
  const plan = await planOf(owner);
  const head = headOf(owner);
  const tag = tagOf(head, plan);
  if (holds(held, tag)) return { tag };
  return { tag, text: calendarText(head, await eventsOf(owner, plan), MOST_BYTES) };
}

function headOf({ reader, day }: Owner): CalendarHead {
  const { language, companyName, timeZone } = reader;
  const name = mustText(language, "feeds.name", { company: companyName });
  return { name, language, timeZone, day, refreshMinutes: REFRESH_MINUTES };
}

/** All that the text is made of; with the day, since what is near changes by it. */
function tagOf(head: CalendarHead, { tasks, absences, names }: Plan): string {
  const all = JSON.stringify([head, tasks, absences, [...names]]);
  return createHash("sha256").update(all).digest("base64url");
}
