import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { chooseStyle } from "./style.ts";

const red = "\u001b[31mx\u001b[39m";
const cases = [
  { name: "a terminal", isTTY: true, environment: { TERM: "xterm" }, wanted: true, want: red },
  { name: "a pipe", isTTY: false, environment: {}, wanted: true, want: "x" },
  { name: "a terminal with --no-color", isTTY: true, environment: {}, wanted: false, want: "x" },
  { name: "a terminal with NO_COLOR", isTTY: true, environment: { NO_COLOR: "1" }, wanted: true, want: "x" },
  { name: "a terminal with an empty NO_COLOR", isTTY: true, environment: { NO_COLOR: "" }, wanted: true, want: red },
  { name: "a dumb terminal", isTTY: true, environment: { TERM: "dumb" }, wanted: true, want: "x" },
];

describe("colours", () => {
  it.each(cases)("on $name", ({ isTTY, environment, wanted, want }) => {
    const stream = Object.assign(new PassThrough(), { isTTY });
    expect(chooseStyle(stream, { environment }, wanted)("red", "x")).toBe(want);
  });
});
