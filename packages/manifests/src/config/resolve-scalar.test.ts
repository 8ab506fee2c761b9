import { expect, test } from "vitest";
import { resolveScalar } from "./resolve-scalar.ts";

test.each([
  { text: "yes", want: "yes" },
  { text: "True", want: true },
  { text: "~", want: null },
  { text: "", want: null },
  { text: "0x1F", want: 31n },
  { text: "-0b11", want: -3n },
  { text: "0o17", want: 15n },
  { text: "017", want: 15n },
  { text: "08", want: 8 },
  { text: "1_000", want: 1000n },
  { text: "+7", want: 7n },
  { text: "12345678901234567890", want: 12345678901234567890n },
  { text: "123456789012345678901234567890", want: 1.2345678901234568e29 },
  { text: "1e3", want: 1000 },
  { text: ".5", want: 0.5 },
  { text: ".inf", want: Number.POSITIVE_INFINITY },
  { text: "-.INF", want: Number.NEGATIVE_INFINITY },
  { text: "inf", want: "inf" },
  { text: "1:30", want: "1:30" },
  { text: "2024-01-02", want: { time: "2024-01-02T00:00:00Z" } },
  { text: "2024-1-2 3:04:05.60", want: { time: "2024-01-02T03:04:05.6Z" } },
  { text: "2024-01-02T03:04:05+01:00", want: { time: "2024-01-02T03:04:05+01:00" } },
  { text: "2024-02-30", want: "2024-02-30" },
  { text: "9223372036854775808", want: 9223372036854775808n },
  { text: "+9223372036854775808", want: 2 ** 63 },
  { text: ".5_0E1_0", want: 5e9 },
  { text: ".5_", want: ".5_" },
])("reads $text as $want", ({ text, want }) => {
  expect(resolveScalar({ text, tag: undefined, quoted: false })).toEqual({ value: want });
});

test.each([
  { text: "5", tag: undefined, quoted: true, want: { value: "5" } },
  { text: "5", tag: "!!str", quoted: false, want: { value: "5" } },
  { text: "5", tag: "!!int", quoted: true, want: { value: 5n } },
  { text: "5", tag: "!!float", quoted: false, want: { value: 5 } },
  { text: "a", tag: "!!int", quoted: false, want: { refused: "cannot decode !!str as a !!int" } },
  { text: "5", tag: "!mine", quoted: false, want: { value: "5" } },
  { text: "YQ==", tag: "!!binary", quoted: false, want: { value: "a" } },
])("reads $tag $text, in quotes: $quoted", ({ want, ...written }) => {
  expect(resolveScalar(written)).toEqual(want);
});
