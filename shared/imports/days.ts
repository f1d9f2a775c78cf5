import type { Caller } from "../caller.ts";
import { dayIn, type Day, type Instant } from "../time.ts";

const HOUR_MS = 3600 * 1000;

/** Moments of days of one zone, each found once: a file names the same days again and again. */
export class Days {
  readonly #timeZone: string;
  readonly #clock: Intl.DateTimeFormat;
  readonly #starts = new Map<Day, Instant>();
  #now: Instant | undefined;
  #today: Day = "";

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
    // The Swedish locale writes moments as ISO 8601 does.
    this.#clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  }

  /** The day of the caller's present. */
  today(caller: Pick<Caller, "now">): Day {
    if (caller.now !== this.#now) {
      this.#now = caller.now;
      this.#today = dayIn(caller.now, this.#timeZone);
    }
    return this.#today;
  }

  /** The first moment of a day in the zone; where the clock jumps over midnight, the moment after the jump. */
  start(day: Day): Instant {
    let start = this.#starts.get(day);
    if (start === undefined) this.#starts.set(day, (start = this.#find(day)));
    return start;
  }

  #find(day: Day): Instant {
    const midnight = Date.parse(`${day}T00:00:00.000Z`);
    let at = midnight - this.#offset(midnight);
    at = midnight - this.#offset(at);
    // A jump at midnight leaves the guess on either side of it.
    while (this.#wall(at).slice(0, 10) < day) at += HOUR_MS / 4;
    while (this.#wall(at - HOUR_MS / 4).slice(0, 10) >= day) at -= HOUR_MS / 4;
    return new Date(at).toISOString();
  }

  /** How far the wall clock is ahead of UTC at a moment, in ms. */
  #offset(at: number): number {
    return Date.parse(`${this.#wall(at).replace(" ", "T")}Z`) - at;
  }

  #wall(at: number): string {
    return this.#clock.format(new Date(at));
  }
}
