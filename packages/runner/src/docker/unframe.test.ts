import fc from "fast-check";
import { expect, test } from "vitest";
import { unframe } from "./unframe.ts";

function frame(stream: number, text: string): Buffer {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

test("tells stdout and stderr apart wherever the stream is cut", () => {
  const frames = Buffer.concat([frame(1, "one\n"), frame(2, ""), frame(2, "two"), frame(1, "three")]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: frames.length }), { maxLength: 12 }), (cuts) => {
      const parts = { stdout: "", stderr: "" };
      const push = unframe((stream, bytes) => {
        parts[stream] += Buffer.from(bytes).toString();
      });
      const edges = [0, ...cuts.sort((a, b) => a - b), frames.length];
      for (const [index, edge] of edges.slice(1).entries()) push(frames.subarray(edges[index], edge));
      expect(parts).toEqual({ stdout: "one\nthree", stderr: "two" });
    }),
  );
});
