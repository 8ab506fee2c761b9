import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRfc3339, parseRfc3339 } from "./rfc3339.ts";

const moments: readonly { readonly seconds: bigint; readonly nanos: number; readonly text: string }[] = [
  { seconds: 0n, nanos: 0, text: "1970-01-01T00:00:00Z" },
  { seconds: 1_700_000_000n, nanos: 0, text: "2023-11-14T22:13:20Z" },
  { seconds: 1_700_000_000n, nanos: 500_000_000, text: "2023-11-14T22:13:20.5Z" },
  { seconds: 1_700_000_000n, nanos: 123_456_789, text: "2023-11-14T22:13:20.123456789Z" },
  { seconds: -1n, nanos: 1, text: "1969-12-31T23:59:59.000000001Z" },
  { seconds: 951_782_400n, nanos: 0, text: "2000-02-29T00:00:00Z" },
  { seconds: -62_135_596_800n, nanos: 0, text: "0001-01-01T00:00:00Z" },
  { seconds: 253_402_300_799n, nanos: 999_999_999, text: "9999-12-31T23:59:59.999999999Z" },
];

test.each(moments)("writes and reads $text", ({ seconds, nanos, text }) => {
  expect(formatRfc3339({ seconds, nanos })).toBe(text);
  expect(parseRfc3339(text)).toEqual({ seconds, nanos });
});

const readings: readonly { readonly text: string; readonly want: string | undefined }[] = [
  { text: "2023-11-14T23:13:20+01:00", want: "2023-11-14T22:13:20Z" },
  { text: "2023-11-14T22:13:20-00:30", want: "2023-11-14T22:43:20Z" },
  { text: "2023-11-14T22:13:20,25Z", want: "2023-11-14T22:13:20.25Z" },
  { text: "2023-11-14T22:13:20.1234567899Z", want: "2023-11-14T22:13:20.123456789Z" },
  { text: "2023-11-14T4:05:06Z", want: "2023-11-14T04:05:06Z" },
  { text: "2023-11-14T04:5:06Z", want: undefined },
  { text: "2024-02-29T00:00:00Z", want: "2024-02-29T00:00:00Z" },
  { text: "2023-02-29T00:00:00Z", want: undefined },
  { text: "1900-02-29T00:00:00Z", want: undefined },
  { text: "2023-04-31T00:00:00Z", want: undefined },
  { text: "2023-13-01T00:00:00Z", want: undefined },
  { text: "2023-01-01T24:00:00Z", want: undefined },
  { text: "2023-01-01T00:00:60Z", want: undefined },
  { text: "2023-01-01", want: undefined },
  { text: "2023-01-01T00:00:00", want: undefined },
  { text: "2023-01-01 00:00:00Z", want: undefined },
  { text: "0001-01-01T00:00:00+01:00", want: undefined },
];

describe("reading a datetime", () => {
  test.each(readings)("$text", ({ text, want }) => {
    const moment = parseRfc3339(text);
    expect(moment && formatRfc3339(moment)).toBe(want);
  });

  test("any moment reads back, and is the one that JavaScript's Date means", () => {
    const second = fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n });
    fc.assert(
      fc.property(second, fc.integer({ min: 0, max: 999_999_999 }), (seconds, nanos) => {
        const text = formatRfc3339({ seconds, nanos });
        expect(parseRfc3339(text)).toEqual({ seconds, nanos });
        expect(new Date(`${text.slice(0, 19)}Z`).getTime()).toBe(Number(seconds) * 1000);
      }),
    );
  });
});
