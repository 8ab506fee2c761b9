import { ProblemError, parseGoDuration } from "@podwright/core";

const variable = "PODWRIGHT_STALL_TIMEOUT";
const defaultMs = 60_000;

/**
 * How long a store may be silent, before its answer or within one, until the connection counts as broken and is tried
 * again, in milliseconds. PODWRIGHT_STALL_TIMEOUT, a duration as Go writes it, changes the minute that it is by default.
 * @problems STORE_CONFIG_INVALID
 */
export function stallTimeoutMs(environment: Readonly<Record<string, string | undefined>>): number {
  const text = environment[variable];
  if (!text) return defaultMs;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds !== undefined && nanoseconds > 0n) return Math.max(1, Number(nanoseconds) / 1_000_000);
  throw new ProblemError([
    {
      code: "STORE_CONFIG_INVALID",
      what: `${JSON.stringify(text)} is no time that a store may be silent`,
      where: variable,
      fix: `set ${variable} to a duration such as 30s or 2m, or leave it out for a minute`,
    },
  ]);
}
