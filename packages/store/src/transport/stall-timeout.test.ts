import { ProblemError } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { stallTimeoutMs } from "./stall-timeout.ts";

describe("stallTimeoutMs", () => {
  test.each([
    { name: "a minute when nobody says", text: undefined, want: 60_000 },
    { name: "a minute when it is empty", text: "", want: 60_000 },
    { name: "what is said", text: "1m30s", want: 90_000 },
    { name: "a part of a second", text: "250ms", want: 250 },
    { name: "never less than a millisecond, which would be no limit", text: "1ns", want: 1 },
  ])("is $name", ({ text, want }) => {
    expect(stallTimeoutMs({ PODWRIGHT_STALL_TIMEOUT: text })).toBe(want);
  });

  test.each(["30", "0s", "-1s", "soon"])("refuses %s, and names the variable", (text) => {
    expect(() => stallTimeoutMs({ PODWRIGHT_STALL_TIMEOUT: text })).toThrow(ProblemError);
    expect(() => stallTimeoutMs({ PODWRIGHT_STALL_TIMEOUT: text })).toThrow(/no time that a store may be silent/);
  });
});
