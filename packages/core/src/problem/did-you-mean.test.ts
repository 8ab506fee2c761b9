import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const verbs = ["compose", "run", "default-labels", "default-annotations"];

test.each([
  { word: "compsoe", want: "compose" },
  { word: "Compose", want: "compose" },
  { word: "rum", want: "run" },
  { word: "default-label", want: "default-labels" },
  { word: "explain", want: undefined },
  { word: "", want: undefined },
])("$word means $want", ({ word, want }) => {
  expect(didYouMean(word, verbs)).toBe(want);
});

test("one letter means no other letter", () => {
  expect(didYouMean("c", ["a", "b"])).toBeUndefined();
  expect(didYouMean("A", ["a", "b"])).toBe("a");
});
