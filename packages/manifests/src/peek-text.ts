import { open } from "node:fs/promises";

/** How much is looked at from either end. */
const endBytes = 64 * 1024;

/**
 * The beginning and the end of a file that cannot be read whole or is not UTF-8, as well as they can be read: enough to tell what it was to be.
 * @returns empty if there is nothing to be read
 */
export async function peekText(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const bytes = new Uint8Array(endBytes);
    const head = await handle.read(bytes, 0, endBytes, 0);
    const begin = readable(bytes.subarray(0, head.bytesRead));
    if (size <= endBytes) return begin;
    const tail = await handle.read(bytes, 0, endBytes, Math.max(endBytes, size - endBytes));
    return `${begin}\n${readable(bytes.subarray(0, tail.bytesRead))}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return "";
  }
}

/** UTF-16 and UTF-32 spread their ASCII out with zeros. */
function readable(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes.filter((byte) => byte !== 0));
}
