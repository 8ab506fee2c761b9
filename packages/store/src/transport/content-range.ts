import type { ByteRange } from "../blob-store.ts";
import type { Answer } from "./answer.ts";

/** The header that asks for a range. */
export function rangeHeader({ start, end }: ByteRange): string {
  return `bytes=${start}-${Number.isFinite(end) ? end - 1 : ""}`;
}

/** What of a blob an answer holds. */
export interface HeldRange {
  /** The whole blob's; null when the server does not say it. */
  readonly sizeBytes: number | null;
  readonly range: ByteRange;
}

type Head = Pick<Answer, "statusCode" | "headers">;

/**
 * Reads which bytes an answer holds: all of them (200), those of its Content-Range (206), or, where an empty blob was
 * asked for its first bytes, none (416, or, as some servers do, bytes that never come). Null when it says nothing that can be used.
 * @source RFC 9110, sections 14.4 and 15.5.17
 */
export function heldRange({ statusCode, headers }: Head, asked: ByteRange | undefined): HeldRange | null {
  if (statusCode === 200) {
    const sizeBytes = contentLength(headers);
    return { sizeBytes, range: { start: 0, end: sizeBytes ?? Number.POSITIVE_INFINITY } };
  }
  const [, first, last, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(String(headers["content-range"])) ?? [];
  const isEmpty = Number(total) === 0 || (statusCode === 416 && total === undefined);
  if (asked?.start === 0 && isEmpty && [206, 416].includes(statusCode)) {
    return { sizeBytes: 0, range: { start: 0, end: 0 } };
  }
  if (statusCode !== 206 || first === undefined || Number(first) !== asked?.start) return null;
  const sizeBytes = total === "*" ? null : Number(total);
  return {
    sizeBytes,
    range: { start: Number(first), end: Math.min(Number(last) + 1, sizeBytes ?? Number.POSITIVE_INFINITY) },
  };
}

/** What an answer that holds nothing is read as. */
export async function* noBytes(): AsyncGenerator<Uint8Array> {}

/** Null when the answer does not say how long it is. */
export function contentLength(headers: Answer["headers"]): number | null {
  const header = headers["content-length"];
  return typeof header === "string" && /^\d+$/.test(header) ? Number(header) : null;
}
