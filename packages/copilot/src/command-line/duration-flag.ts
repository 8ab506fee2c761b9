import { parseGoDuration } from "@podwright/core";

/** The milliseconds of a duration as Go writes it (`1h0m0s`), known to be one; 0 when there is none. */
export function durationMs(text: string | undefined): number {
  return Number(parseGoDuration(text ?? "0s") ?? 0n) / 1_000_000;
}
