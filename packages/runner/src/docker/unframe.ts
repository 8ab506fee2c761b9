const headerBytes = 8;

/**
 * Takes an attached stream apart: frames of `[stream, 0, 0, 0, length as four bytes]` and as many bytes. Parts are handed on as they
 * come, cut anywhere; no more than a header is held.
 * @source Docker API, `POST /containers/{id}/attach`, stream format
 */
export function unframe(onPart: (stream: "stdout" | "stderr", bytes: Uint8Array) => void): (chunk: Uint8Array) => void {
  let header: Buffer = Buffer.alloc(0);
  let leftBytes = 0;
  return (chunk) => {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      if (leftBytes === 0) {
        const taken = rest.subarray(0, headerBytes - header.length);
        header = Buffer.concat([header, taken]);
        rest = rest.subarray(taken.length);
        if (header.length === headerBytes) leftBytes = header.readUInt32BE(4);
      } else {
        const taken = rest.subarray(0, leftBytes);
        onPart(header[0] === 2 ? "stderr" : "stdout", taken);
        leftBytes -= taken.length;
        rest = rest.subarray(taken.length);
      }
      if (leftBytes === 0 && header.length === headerBytes) header = Buffer.alloc(0);
    }
  };
}
