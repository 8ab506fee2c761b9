const maxMs = 30_000;

/**
 * How long a server asks to be left alone, in milliseconds and at most half a minute; undefined when it does not say.
 * @param header - seconds, or a date
 * @source RFC 9110, section 10.2.3
 */
export function retryAfterMs(header: string | string[] | undefined): number | undefined {
  if (typeof header !== "string") return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(0, waitMs), maxMs);
}
