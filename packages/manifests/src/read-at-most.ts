import { createReadStream } from "node:fs";

/**
 * Reads a file whole, if it is not too large; of one that is, or never ends, no more than `maxBytes` is read.
 * @returns undefined if it has more bytes than that
 */
export async function readAtMost(file: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of createReadStream(file, { end: maxBytes })) chunks.push(chunk as Uint8Array);
  const bytes = Buffer.concat(chunks);
  return bytes.length > maxBytes ? undefined : bytes;
}
