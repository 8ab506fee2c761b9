import { constants, open } from "node:fs/promises";

/**
 * Puts one line where the kubelet reads a container's termination message. The file is never made:
 * where the kubelet gave none, or it cannot be written, nothing happens.
 */
export async function writeTerminationLog(path: string, text: string): Promise<void> {
  const line = text.replaceAll(/\s+/g, " ").slice(0, maxLength);
  const file = await open(path, constants.O_WRONLY | constants.O_TRUNC).catch(() => null);
  try {
    await file?.writeFile(`${line}\n`);
  } catch {
    // The message is a convenience; the failure itself is already in the log.
  } finally {
    await file?.close();
  }
}

/** The kubelet cuts a termination message at 4096 bytes. */
const maxLength = 1000;
