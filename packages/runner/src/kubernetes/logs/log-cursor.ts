import type { LogEntry } from "./log-entries.ts";

/** Where the reading of a container's log stands, so that it can be taken up again without losing or doubling a line. */
export interface LogCursor {
  /** What to ask for; undefined: everything. */
  since(): string | undefined;
  /** Call it before each reading: what was seen before will be told again. */
  begin(): void;
  /** Whether an entry has not been seen yet; it has been from then on. */
  take(entry: LogEntry): boolean;
  /** Whether this reading began behind where the one before it ended: something between them is lost. */
  hasGap(): boolean;
}

/**
 * `sinceTime` counts whole seconds, and lines of stdout and stderr may stand out of order by a little: what is remembered is each entry of the last
 * three seconds, with its time to the nanosecond.
 */
const rememberedSeconds = 3;

export function createLogCursor(): LogCursor {
  const seen = new Map<number, Map<string, number>>();
  let toldAgain = new Map<string, number>();
  let newest: number | undefined;
  let overlap: "none yet" | "found" | "missing" = "none yet";
  const oldest = () => (newest === undefined ? Number.NEGATIVE_INFINITY : newest - rememberedSeconds + 1);
  return {
    since: () => (newest === undefined ? undefined : new Date(oldest() * 1000).toISOString().replace(".000Z", "Z")),
    begin() {
      toldAgain = new Map([...seen.values()].flatMap((entries) => [...entries]));
      overlap = toldAgain.size > 0 ? "none yet" : "found";
    },
    take(entry) {
      const second = Math.floor(Date.parse(entry.time) / 1000);
      if (second < oldest()) return false;
      const key = `${entry.time} ${entry.part} ${entry.text.length} ${entry.text.slice(0, 64)}`;
      const before = toldAgain.get(key) ?? 0;
      if (before > 0) {
        toldAgain.set(key, before - 1);
        overlap = "found";
        return false;
      }
      if (overlap === "none yet") overlap = "missing";
      if (newest === undefined || second > newest) {
        newest = second;
        for (const one of seen.keys()) if (one < oldest()) seen.delete(one);
      }
      const entries = seen.get(second) ?? new Map<string, number>();
      entries.set(key, (entries.get(key) ?? 0) + 1);
      seen.set(second, entries);
      return true;
    },
    hasGap: () => overlap === "missing",
  };
}
