import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combineCrc, polynomials } from "./crc-combine.ts";
import { crc32c } from "./crc32c.ts";

const bytes = () => fc.uint8Array({ maxLength: 5_000 });

describe("CRC-32C", () => {
  test.each([
    { name: "nothing", input: "", want: 0x00000000 },
    { name: "the nine digits", input: "123456789", want: 0xe3069283 },
    { name: "32 zeros", input: "\0".repeat(32), want: 0x8a9136aa },
  ])("of $name is as RFC 3720 says", ({ input, want }) => {
    expect(crc32c(Buffer.from(input, "latin1"))).toBe(want);
  });

  test("goes on where it was left", () => {
    fc.assert(
      fc.property(bytes(), bytes(), (one, other) => crc32c(other, crc32c(one)) === crc32c(Buffer.concat([one, other]))),
    );
  });
});

describe("the CRC of two pieces", () => {
  test.each([
    { name: "crc32", crc: (piece: Uint8Array) => crc32(piece) },
    { name: "crc32c", crc: (piece: Uint8Array) => crc32c(piece) },
  ] as const)("is put together from theirs: $name", ({ name, crc }) => {
    fc.assert(
      fc.property(bytes(), bytes(), (one, other) => {
        const whole = combineCrc(polynomials[name], crc(one), crc(other), other.byteLength);
        return whole === crc(Buffer.concat([one, other]));
      }),
    );
  });
});
