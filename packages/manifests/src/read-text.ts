import { readAtMost } from "./read-at-most.ts";

/** A file's text, or why there is none. */
export type TextReading =
  | { readonly text: string }
  | { readonly refused: "too large" | "not UTF-8" }
  /** The reason and its code: `permission denied (EACCES)`. */
  | { readonly refused: "unreadable"; readonly reason: string };

/** Reads a text file, if it is not too large. A byte order mark stays. */
export async function readText(file: string, maxBytes: number): Promise<TextReading> {
  try {
    const bytes = await readAtMost(file, maxBytes);
    if (!bytes) return { refused: "too large" };
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { refused: "not UTF-8" };
    return { refused: "unreadable", reason: fileReasonOf(error) };
  }
}

/**
 * Why the file system refuses, in words.
 * @throws what is no error of the file system
 */
export function fileReasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return reasons[code] ? `${reasons[code]} (${code})` : code;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  ENOTDIR: "a part of its path is no folder",
};
