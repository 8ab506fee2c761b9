import fc from "fast-check";
import { expect, test } from "vitest";
import { gatherBytes } from "./gather-bytes.ts";

test("hands on what it took, in order, and nothing larger than 64 KiB", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 }), (sizes) => {
      const handed: Buffer[] = [];
      const gathered = gatherBytes((bytes) => handed.push(Buffer.from(bytes)));
      const taken = sizes.map((size, index) => Buffer.alloc(size, index + 1));
      for (const bytes of taken) gathered.take(bytes);
      gathered.flush();
      gathered.flush();
      expect(Buffer.concat(handed).equals(Buffer.concat(taken))).toBe(true);
      expect(handed.every(({ byteLength }) => byteLength > 0 && byteLength <= 65_536)).toBe(true);
    }),
  );
});
