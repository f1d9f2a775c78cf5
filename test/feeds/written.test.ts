import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarText, type CalendarEvent } from "#shared/feeds/ical.ts";
import { nextOccurrence } from "#shared/recurrence/occurrences.ts";
import { instantOf, wallAfter } from "#shared/wall.ts";
import { mustBeWellFolded, readCalendar } from "./reading.ts";

const head = {
  name: "Prodano: Ромашка",
  language: "ru",
  timeZone: "Europe/Moscow",
  day: "2026-11-22",
  refreshMinutes: 15,
};

function anEvent(overrides: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    uid: "tsk_1@prodano",
    when: { at: "2026-12-01T10:00", timeZone: "Europe/Moscow", minutes: 60 },
    summary: "Звонок",
    busy: true,
    updatedAt: "2026-11-22T09:30:00.000Z",
    sequence: 0,
    ...overrides,
  };
}

/** What each event of a calendar begins and ends at, as it was meant. */
function meant({ when }: CalendarEvent): { start: number; end: number } {
  if (!("at" in when)) throw new Error("Whole days have no moment");
  const start = Date.parse(instantOf(when.at, when.timeZone));
  return { start, end: start + (when.minutes ?? 0) * 60_000 };
}

function written(...events: CalendarEvent[]): string {
  const text = calendarText(head, events);
  mustBeWellFolded(text);
  return text;
}

const zones = [
  "Europe/Moscow",
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Asia/Jerusalem",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Pacific/Chatham",
  "Pacific/Apia",
  "UTC",
  "+03:30",
  "-09:30",
];
const walls = fc
  .integer({ min: Date.parse("2025-01-01") / 300_000, max: Date.parse("2029-01-01") / 300_000 })
  .map((step) => new Date(step * 300_000).toISOString().slice(0, 16));
const times = fc.record({
  at: walls,
  timeZone: fc.constantFrom(...zones),
  minutes: fc.option(fc.integer({ min: 5, max: 14 * 24 * 60 }), { nil: undefined }),
});

test("every moment is read as it was meant, in any zone and at any change of its clocks", () => {
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 8 }), (whens) => {
      const events = whens.map((when, place) => anEvent({ uid: `${place}@prodano`, when }));
      const read = readCalendar(written(...events)).events;
      expect(read.map(({ uid, start, end }) => ({ uid, start, end }))).toEqual(
        events.map((event) => ({ uid: event.uid, ...meant(event) })),
      );
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["the hour that is skipped in New York", "America/New_York", "2027-03-14T02:30", 60],
  ["the hour that comes twice in New York", "America/New_York", "2026-11-01T01:30", 60],
  ["an end in the second of the two", "America/New_York", "2026-11-01T00:30", 120],
  ["over the end of summer", "America/New_York", "2026-10-31T23:00", 240],
  ["the half hour that comes twice in Lord Howe", "Australia/Lord_Howe", "2027-04-04T01:45", 15],
  ["an end in the second of the two half hours", "Australia/Lord_Howe", "2027-04-04T01:00", 75],
  ["the half hour that is skipped there", "Australia/Lord_Howe", "2026-10-04T02:15", 30],
  ["45 minutes off in Kathmandu", "Asia/Kathmandu", "2026-12-01T09:00", 45],
  ["no change in Moscow", "Europe/Moscow", "2026-10-25T02:30", 60],
  ["a small-letter name", "europe/moscow", "2026-10-25T02:30", 60],
])("%s is read as it was meant", (_, timeZone, at, minutes) => {
  const event = anEvent({ when: { at, timeZone, minutes } });
  expect(readCalendar(written(event)).events[0]).toMatchObject(meant(event));
});

test("every zone of the world is described as it is", () => {
  const events = Intl.supportedValuesOf("timeZone").flatMap((timeZone) =>
    ["2026-07-01T12:00", "2027-02-10T12:00"].map((at, place) =>
      anEvent({ uid: `${timeZone}.${place}@prodano`, when: { at, timeZone, minutes: 30 } }),
    ),
  );
  const read = readCalendar(written(...events)).events;
  expect(read.map(({ uid, start, end }) => ({ uid, start, end }))).toEqual(
    events.map((event) => ({ uid: event.uid, ...meant(event) })),
  );
});

test("a zone is described once, by two rules where its clocks change by them", () => {
  const text = written(
    anEvent({ uid: "1@prodano", when: { at: "2026-11-30T10:00", timeZone: "America/New_York" } }),
    anEvent({ uid: "2@prodano", when: { at: "2027-07-01T10:00", timeZone: "america/new_york" } }),
  );
  expect(text.match(/TZID:.*/g)).toEqual(["TZID:Europe/Moscow", "TZID:America/New_York"]);
  expect(text).toContain(
    [
      "BEGIN:VTIMEZONE",
      "TZID:America/New_York",
      "BEGIN:DAYLIGHT",
      "DTSTART:20250309T020000",
      "TZOFFSETFROM:-0500",
      "TZOFFSETTO:-0400",
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
      "END:DAYLIGHT",
      "BEGIN:STANDARD",
      "DTSTART:20251102T020000",
      "TZOFFSETFROM:-0400",
      "TZOFFSETTO:-0500",
      "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
      "END:STANDARD",
      "END:VTIMEZONE",
    ].join("\r\n"),
  );
  // What lies in UTC needs no description.
  const inUtc = written(anEvent({ when: { at: "2026-12-01T10:00", timeZone: "Etc/UTC" } }));
  expect(inUtc.match(/TZID:.*/g)).toEqual(["TZID:Europe/Moscow"]);
});

test("a calendar of nothing is a calendar still: it has its zone in it, UTC too", () => {
  for (const timeZone of ["Europe/Moscow", "UTC"]) {
    const { calendar, events } = readCalendar(calendarText({ ...head, timeZone }, []));
    expect(events).toEqual([]);
    expect(calendar.getAllSubcomponents().map((one) => one.getFirstPropertyValue("tzid"))).toEqual([timeZone]);
  }
});

/** Texts as people type them: our fields take no control characters. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("\n", "\t", ",", ";", "\\", "\\n", ":", '"', "Договорились о встрече", "👩‍👩‍👧‍👦", "naïve", " "),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((parts) => parts.join("").replaceAll(/(?![\n\t])\p{Cc}/gu, ""))
  .filter((text) => text !== "");

test("any text is read as it was written, however long, and no line is longer than 75 octets", () => {
  fc.assert(
    fc.property(texts, texts, texts, (summary, description, location) => {
      const [read] = readCalendar(written(anEvent({ summary, description, location }))).events;
      expect(read).toMatchObject({ summary, description, location });
    }),
    { numRuns: 300 },
  );
});

test("a text cannot become a property of its own", () => {
  const summary = "Звонок\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:http://example.com\rX";
  const { events } = readCalendar(written(anEvent({ summary, description: "lone \uD800 half" })));
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    summary: "Звонок\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:http://example.com\nX",
    description: "lone \uFFFD half",
  });
});

const rules = [
  "FREQ=DAILY",
  "FREQ=DAILY;INTERVAL=3;COUNT=20",
  "FREQ=WEEKLY;BYDAY=MO,TH",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=SU",
  "FREQ=MONTHLY",
  "FREQ=MONTHLY;BYDAY=-1FR",
  "FREQ=MONTHLY;BYMONTHDAY=-1",
  "FREQ=WEEKLY;UNTIL=20270401",
  "FREQ=DAILY;UNTIL=20270314T030000",
];

test.each(
  rules.flatMap((rule) => ["Europe/Moscow", "America/New_York", "Australia/Lord_Howe"].map((zone) => [rule, zone])),
)("the times of %s in %s are those we plan by", async (repeat, timeZone) => {
  const most = 20;
  const from = "2026-12-01T08:30";
  const ours: number[] = [];
  const first = (await nextOccurrence(repeat, from, wallAfter(from, -1)))!;
  for (let at: string | undefined = first; at && ours.length < most; at = await nextOccurrence(repeat, from, at))
    ours.push(Date.parse(instantOf(at, timeZone)));
  const event = anEvent({ when: { at: first, timeZone, minutes: 30 }, repeat });
  expect(readCalendar(written(event), { most }).events[0]!.times).toEqual(ours);
});

test("whole days end on the day after, reminders stand before, and what takes no time has no end", () => {
  const text = written(
    anEvent({ uid: "1@prodano", when: { from: "2026-12-30", until: "2027-01-10" }, away: true }),
    anEvent({
      uid: "2@prodano",
      when: { at: "2026-12-01T10:00", timeZone: "Europe/Moscow" },
      busy: false,
      alarms: [0, 15],
    }),
  );
  const { events } = readCalendar(text);
  expect(events[0]).toMatchObject({ start: "2026-12-30", end: "2027-01-11" });
  expect(events[0]!.component.getFirstPropertyValue("transp")).toBe("OPAQUE");
  const { component } = events[1]!;
  expect(component.getFirstProperty("dtend")).toBeNull();
  expect(component.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
  const alarms = component.getAllSubcomponents("valarm");
  expect(
    alarms.map((one) => [one.getFirstPropertyValue("action"), String(one.getFirstPropertyValue("trigger"))]),
  ).toEqual([
    ["DISPLAY", expect.stringMatching(/^-?P(T0S|T0M)?$|^-?PT0S$/)],
    ["DISPLAY", "-PT15M"],
  ]);
});

test("the head names the calendar and how often to come again; what does not fit is left out, the last first", () => {
  const events = Array.from({ length: 50 }, (_, place) => anEvent({ uid: `${place}@prodano` }));
  const text = calendarText(head, events, 3000);
  expect(Buffer.byteLength(text)).toBeLessThan(4000);
  const { calendar, events: read } = readCalendar(text);
  expect(read.map(({ uid }) => uid)).toEqual(events.slice(0, read.length).map(({ uid }) => uid));
  expect(read.length).toBeGreaterThan(5);
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
  expect(calendar.getFirstPropertyValue("prodid")).toBe("-//Prodano//Calendar feed//RU");
  expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Prodano: Ромашка");
  expect(String(calendar.getFirstPropertyValue("refresh-interval"))).toBe("PT15M");
});
