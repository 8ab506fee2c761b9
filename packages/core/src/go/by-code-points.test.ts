import { expect, test } from "vitest";
import { byCodePoints } from "./by-code-points.ts";

test("orders strings by code points", () => {
  expect(["\u{1f600}", "\uffee", "ab", "a", ""].sort(byCodePoints)).toEqual(["", "a", "ab", "\uffee", "\u{1f600}"]);
});
