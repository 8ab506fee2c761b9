import { writevSync } from "node:fs";

/** Writes chunks one after the other, all of them: a disk that fills up takes a part first and fails then. */
export function writeAt(fd: number, chunks: readonly Uint8Array[], position: number): void {
  let [rest, at] = [chunks, position];
  while (rest.length > 0) {
    let written = writevSync(fd, rest, at);
    at += written;
    let done = 0;
    for (let chunk = rest[done]; chunk && written >= chunk.byteLength; chunk = rest[done]) {
      written -= chunk.byteLength;
      done += 1;
    }
    const [begun, ...later] = rest.slice(done);
    rest = begun && written > 0 ? [begun.subarray(written), ...later] : rest.slice(done);
  }
}
