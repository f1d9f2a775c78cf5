import type { Day, Instant } from "../time.ts";
import { after } from "../time.ts";
import { dayAfter, instantOf, offsetMs, wallOf, type WallTime } from "../wall.ts";
import { fileOf, line, textLine } from "./lines.ts";
import { isUtc, zoneLines, zoneName } from "./zones.ts";

const DAY_MS = 86_400_000;

/** An event of a calendar, as RFC 5545 knows them. */
export interface CalendarEvent {
  uid: string;
  /** Whole days, the first and the last among them, or a time of the clocks of a zone. */
  when: { from: Day; until: Day } | { at: WallTime; timeZone: string; minutes?: number | undefined };
  /** A rule without its name, its UNTIL as wall time: the event is its first time. */
  repeat?: string;
  summary: string;
  description?: string;
  location?: string;
  url?: string;
  /** Whether it keeps its owner busy. */
  busy: boolean;
  /** Whether he is out of his office, for calendars that tell that apart. */
  away?: boolean;
  createdAt?: Instant;
  updatedAt: Instant;
  /** How often it was changed. */
  sequence: number;
  /** How long before it its owner is reminded, in minutes. */
  alarms?: readonly number[];
}

/** What stands at the head of a calendar. */
export interface CalendarHead {
  name: string;
  language: string;
  timeZone: string;
  /** Today in that zone. */
  day: Day;
  /** How often it is worth asking for, in minutes. */
  refreshMinutes: number;
}

/**
 * Events as a file of iCalendar (RFC 5545, RFC 7986) with every zone they are in described: a client needs nothing else.
 * The first events that fit into so many bytes are in it.
 */
export function calendarText(head: CalendarHead, all: readonly CalendarEvent[], mostBytes = Infinity): string {
  const lines: string[] = [];
  let size = 0;
  let taken = 0;
  for (; taken < all.length; taken++) {
    const own = eventLines(all[taken]!);
    size += Buffer.byteLength(fileOf(own));
    if (size > mostBytes) break;
    lines.push(...own);
  }
  return fileOf([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Prodano//Calendar feed//${head.language.toUpperCase()}`,
    "CALSCALE:GREGORIAN",
    textLine("NAME", head.name),
    textLine("X-WR-CALNAME", head.name),
    ...(isUtc(head.timeZone) ? [] : [line("X-WR-TIMEZONE", zoneName(head.timeZone))]),
    `REFRESH-INTERVAL;VALUE=DURATION:PT${head.refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${head.refreshMinutes}M`,
    ...zonesOf(head, all.slice(0, taken)),
    ...lines,
    "END:VCALENDAR",
  ]);
}

/**
 * Each zone once, for the whole time that its events take. That of the calendar is among them: one without any component
 * is no calendar (RFC 5545, 3.4).
 */
function zonesOf({ timeZone: own, day }: CalendarHead, events: readonly CalendarEvent[]): string[] {
  const today = instantOf(`${day}T00:00`, own);
  const spans = new Map([[zoneName(own), { timeZone: own, from: today, to: today }]]);
  for (const { when } of events) {
    if (!("at" in when) || isUtc(when.timeZone)) continue;
    const { timeZone } = when;
    const from = instantOf(when.at, timeZone);
    const to = after(from, (when.minutes ?? 0) * 60);
    const known = spans.get(zoneName(timeZone)) ?? { from, to };
    spans.set(zoneName(timeZone), {
      timeZone,
      from: from < known.from ? from : known.from,
      to: to > known.to ? to : known.to,
    });
  }
  return [...spans.values()].flatMap(({ timeZone, from, to }) => zoneLines(timeZone, from, to));
}

function eventLines(event: CalendarEvent): string[] {
  const { description, location, url, createdAt } = event;
  return [
    "BEGIN:VEVENT",
    line("UID", event.uid),
    // Without a METHOD it is the moment of the last change (RFC 5545, 3.8.7.2).
    `DTSTAMP:${utc(event.updatedAt)}`,
    ...(createdAt ? [`CREATED:${utc(createdAt)}`] : []),
    `LAST-MODIFIED:${utc(event.updatedAt)}`,
    `SEQUENCE:${event.sequence}`,
    ...timeLines(event),
    textLine("SUMMARY", event.summary),
    ...(description ? [textLine("DESCRIPTION", description)] : []),
    ...(location ? [textLine("LOCATION", location)] : []),
    ...(url ? [line("URL", url)] : []),
    "STATUS:CONFIRMED",
    `TRANSP:${event.busy ? "OPAQUE" : "TRANSPARENT"}`,
    ...(event.away ? ["X-MICROSOFT-CDO-BUSYSTATUS:OOF"] : []),
    ...(event.alarms ?? []).flatMap((minutes) => alarmLines(event, minutes)),
    "END:VEVENT",
  ];
}

function timeLines({ when, repeat }: CalendarEvent): string[] {
  if ("from" in when) {
    // The end does not belong to it.
    return [`DTSTART;VALUE=DATE:${digits(when.from)}`, `DTEND;VALUE=DATE:${digits(dayAfter(when.until, 1))}`];
  }
  const { at, timeZone, minutes } = when;
  const start = instantOf(at, timeZone);
  return [
    // A rule needs the time it was made for, even where the clocks skip it or show it twice on the first of its days.
    repeat ? timeLine("DTSTART", at, timeZone) : momentLine("DTSTART", start, timeZone),
    // What takes no time has no end: one equal to the start is refused.
    ...(minutes ? [momentLine("DTEND", after(start, minutes * 60), timeZone)] : []),
    ...(repeat ? [`RRULE:${untilInUtc(repeat, timeZone)}`] : []),
  ];
}

/** A moment as wall time; in UTC where the clocks show that time twice, since readers differ in which of the two it is. */
function momentLine(name: string, moment: Instant, timeZone: string): string {
  return comesTwice(moment, timeZone) ? `${name}:${utc(moment)}` : timeLine(name, wallOf(moment, timeZone), timeZone);
}

function comesTwice(moment: Instant, timeZone: string): boolean {
  const first = instantOf(wallOf(moment, timeZone), timeZone);
  if (first !== moment) return true;
  const at = Date.parse(first);
  const back = offsetMs(at, timeZone) - offsetMs(at + DAY_MS, timeZone);
  return back > 0 && offsetMs(at + back, timeZone) === offsetMs(at + DAY_MS, timeZone);
}

function timeLine(name: string, wall: WallTime, timeZone: string): string {
  return isUtc(timeZone)
    ? `${name}:${digits(wall)}00Z`
    : line(`${name};TZID=${zoneName(timeZone)}`, `${digits(wall)}00`);
}

/** The end of a rule is told in UTC where its start has a zone (RFC 5545, 3.3.10). */
function untilInUtc(rule: string, timeZone: string): string {
  return rule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d)?/, (_, ...found: (string | undefined)[]) => {
    const [year, month, day, hour = "23", minute = "59"] = found;
    return `UNTIL=${utc(instantOf(`${year}-${month}-${day}T${hour}:${minute}`, timeZone))}`;
  });
}

function alarmLines({ summary }: CalendarEvent, minutes: number): string[] {
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:-PT${minutes}M`, textLine("DESCRIPTION", summary), "END:VALARM"];
}

function utc(moment: Instant): string {
  return `${digits(moment.slice(0, 19))}Z`;
}

function digits(time: string): string {
  return time.replaceAll(/[-:]/g, "");
}
