import { parseGoDuration } from "@podwright/core";
import { usage } from "./choice.ts";

/** A duration as Go writes it (`1h0m0s`), in milliseconds. @problems USAGE */
export function durationMs(flag: string, text: string): number {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds !== undefined) return Number(nanoseconds) / 1_000_000;
  throw usage(`${JSON.stringify(text)} is not a duration`, flag, "write it as Go does, such as 1h0m0s, 90s or 500ms");
}
