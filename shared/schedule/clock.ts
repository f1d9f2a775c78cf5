import type { Instant } from "../time.ts";
import { offsetMs, type WallTime } from "../wall.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Wall time of moments in one zone. A calendar asks for thousands near each other: the offset of each hour is looked up
 * once. It is that of its minute where clocks change within the hour, as on Lord Howe or where a law said so.
 */
export function wallClock(timeZone: string): (moment: Instant) => WallTime {
  const offsets = new Map<number, number | undefined>();
  const offsetAt = (at: number) => {
    const hour = Math.floor(at / HOUR_MS);
    if (!offsets.has(hour)) {
      const begins = offsetMs(hour * HOUR_MS, timeZone);
      offsets.set(hour, begins === offsetMs((hour + 1) * HOUR_MS, timeZone) ? begins : undefined);
    }
    return offsets.get(hour) ?? offsetMs(Math.floor(at / MINUTE_MS) * MINUTE_MS, timeZone);
  };
  return (moment) => {
    const at = Date.parse(moment);
    return new Date(at + offsetAt(at)).toISOString().slice(0, 16);
  };
}
