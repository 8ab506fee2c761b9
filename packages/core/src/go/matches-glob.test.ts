import { expect, test } from "vitest";
import { matchesGlob } from "./matches-glob.ts";

test.each([
  { pattern: "*.yaml", name: "a.yaml", want: true },
  { pattern: "*.yaml", name: ".yaml", want: true },
  { pattern: "*.yaml", name: "a.yml", want: false },
  { pattern: "a?c", name: "abc", want: true },
  { pattern: "a?c", name: "a/c", want: false },
  { pattern: "[a-c].yaml", name: "b.yaml", want: true },
  { pattern: "[^a-c].yaml", name: "b.yaml", want: false },
  { pattern: "[.]x", name: ".x", want: true },
  { pattern: "\\*.yaml", name: "*.yaml", want: true },
  { pattern: "\\*.yaml", name: "a.yaml", want: false },
  { pattern: "[a", name: "a", want: false },
  { pattern: "a+(b)", name: "a+(b)", want: true },
  { pattern: "{a,b}", name: "a", want: false },
])("$pattern matches $name: $want", ({ pattern, name, want }) => {
  expect(matchesGlob(name, pattern)).toBe(want);
});
