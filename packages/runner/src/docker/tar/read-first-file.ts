const blockBytes = 512;

/**
 * The end of the first file of an archive, which is all that an engine sends of one file. Holds no more than that, and a block.
 * @returns undefined when there is no file in it
 */
export async function readFirstFile(
  archive: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  let header: Buffer = Buffer.alloc(0);
  let content: Buffer | undefined;
  let leftBytes = 0;
  for await (const chunk of archive) {
    let rest = Buffer.from(chunk);
    while (rest.length > 0 && !(content && leftBytes === 0)) {
      if (content) {
        const taken = rest.subarray(0, leftBytes);
        content = Buffer.from(Buffer.concat([content, taken]).subarray(-maxBytes));
        leftBytes -= taken.length;
        rest = rest.subarray(taken.length);
        continue;
      }
      const taken = rest.subarray(0, blockBytes - header.length);
      header = Buffer.concat([header, taken]);
      rest = rest.subarray(taken.length);
      if (header.length < blockBytes) continue;
      const { isFile, sizeBytes } = readHeader(header);
      if (isFile) [content, leftBytes] = [Buffer.alloc(0), sizeBytes];
      header = Buffer.alloc(0);
    }
  }
  return content;
}

/** Other entries than files have no content in what an engine sends of one file, but pax headers, which are small. */
function readHeader(header: Buffer): { readonly isFile: boolean; readonly sizeBytes: number } {
  const typeFlag = header.toString("latin1", 156, 157);
  const isFile = (typeFlag === "0" || typeFlag === "\0") && header[0] !== 0;
  return { isFile, sizeBytes: Number.parseInt(header.toString("latin1", 124, 136), 8) || 0 };
}
