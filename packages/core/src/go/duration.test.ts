import { describe, expect, test } from "vitest";
import { formatGoDuration, parseGoDuration } from "./duration.ts";

describe("durations read and print as Go's", () => {
  test.each([
    { input: "1h", want: "1h0m0s" },
    { input: "90s", want: "1m30s" },
    { input: "1.5s", want: "1.5s" },
    { input: "1h30m1.05s", want: "1h30m1.05s" },
    { input: "100us", want: "100\u00b5s" },
    { input: "100\u03bcs", want: "100\u00b5s" },
    { input: "1500ns", want: "1.5\u00b5s" },
    { input: "250ms", want: "250ms" },
    { input: ".5m", want: "30s" },
    { input: "-5m30s", want: "-5m30s" },
    { input: "1.123456789123s", want: "1.123456789s" },
    { input: "+0", want: "0s" },
    { input: "0.3333333333333333333h", want: "20m0s" },
    { input: "-9223372036854775808ns", want: "-2562047h47m16.854775808s" },
  ])("$input", ({ input, want }) => {
    expect(formatGoDuration(parseGoDuration(input) ?? -1n)).toBe(want);
  });

  test.each(["", "1", "1d", "1:30", " 1h", "1h ", ".s", "1e3s", "9223372036854775808ns"])("refuses %j", (input) => {
    expect(parseGoDuration(input)).toBeUndefined();
  });

  test("refuses digits without end as fast as it reads them", () => {
    expect(parseGoDuration("9".repeat(1_000_000))).toBeUndefined();
    expect(parseGoDuration(`${"9".repeat(1_000_000)}s`)).toBeUndefined();
  });
});
