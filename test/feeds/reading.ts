import ICAL from "ical.js";

/** An event as another library than ours reads it out of a file. */
export interface ReadEvent {
  uid: string;
  summary: string;
  description: string | null;
  location: string | null;
  /** Moments in ms; of whole days their days. */
  start: number | string;
  end: number | string;
  /** Moments of an event that repeats, the first ones. */
  times: number[];
  component: ICAL.Component;
}

/** What stands in a file of iCalendar; zones are those the file describes, no others. */
export function readCalendar(text: string, { most = 1 } = {}): { calendar: ICAL.Component; events: ReadEvent[] } {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zones = new Set(calendar.getAllSubcomponents("vtimezone").map((zone) => zone.getFirstPropertyValue("tzid")));
  const events = calendar.getAllSubcomponents("vevent").map((component): ReadEvent => {
    for (const name of ["dtstart", "dtend"]) {
      const zone = component.getFirstProperty(name)?.getParameter("tzid");
      if (zone !== undefined && !zones.has(String(zone))) throw new Error(`No zone ${String(zone)}`);
    }
    const event = new ICAL.Event(component);
    const times: number[] = [];
    const iterator = event.isRecurring() ? event.iterator() : undefined;
    for (let next = iterator?.next(); next && times.length < most; next = iterator?.next()) times.push(momentOf(next));
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      start: event.startDate.isDate ? event.startDate.toString() : momentOf(event.startDate),
      end: event.endDate.isDate ? event.endDate.toString() : momentOf(event.endDate),
      times,
      component,
    };
  });
  return { calendar, events };
}

function momentOf(time: ICAL.Time): number {
  return time.toUnixTime() * 1000;
}

/** Lines of a file as they lie in it, with what RFC 5545, 3.1 says of them checked. */
export function mustBeWellFolded(text: string): void {
  if (!text.endsWith("\r\n")) throw new Error("The last line has no end");
  if (/[^\r]\n|\r[^\n]/.test(text)) throw new Error("A line ends by something else than CR LF");
  for (const line of text.slice(0, -2).split("\r\n")) {
    if (Buffer.byteLength(line) > 75) throw new Error(`A line is too long: ${line}`);
    if (line === "") throw new Error("A line is empty");
  }
}
