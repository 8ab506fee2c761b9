import { constants, open } from "node:fs/promises";

/**
 * Puts a failure where the kubelet reads a container's termination message; its first line says what is wrong.
 * The file is never made: where the kubelet gave none, or it cannot be written, nothing happens.
 */
export async function writeTerminationLog(path: string, text: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_TRUNC).catch(() => null);
  try {
    await file?.writeFile(`${shortened(text)}\n`);
  } catch {
    // The message is a convenience; the failure itself is already in the log.
  } finally {
    await file?.close();
  }
}

/** The kubelet keeps no more than the last 4096 bytes of a termination message. A character has at most four. */
const maxLength = 1000;

/** Whole lines, unless the first alone is too long. */
function shortened(text: string): string {
  if (text.length <= maxLength) return text.trimEnd();
  const end = text.lastIndexOf("\n", maxLength);
  return text.slice(0, end > 0 ? end : maxLength).trimEnd();
}
