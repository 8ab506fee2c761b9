import { expect, test } from "vitest";
import { foldCase, goLower, goUpper } from "./letter-case.ts";

test("changes letter by letter", () => {
  expect(goLower("ÄB-Straße Σ İ")).toBe("äb-straße σ i");
  expect(goUpper("äb-straße ŉ ᾳ")).toBe("ÄB-STRAßE ŉ ᾼ");
});

test.each([
  { a: "Default-CPUs", b: "default-cpus", want: true },
  { a: "\u212Aey", b: "key", want: true },
  { a: "\u017Ftow", b: "STOW", want: true },
  { a: "straße", b: "STRASSE", want: false },
  { a: "a", b: "b", want: false },
])("$a and $b are the same but for case: $want", ({ a, b, want }) => {
  expect(foldCase(a) === foldCase(b)).toBe(want);
});
