import { expect, test } from "vitest";
import { volumeDifference } from "./volume-difference.ts";

const cases = [
  {
    name: "another kind",
    own: { name: "v", emptyDir: {} },
    other: { name: "v", secret: { secretName: "s" } },
    want: "emptyDir in place of secret",
  },
  {
    name: "fields of the same kind",
    own: { name: "v", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
    other: { name: "v", emptyDir: {} },
    want: "another emptyDir, which differs in emptyDir.medium, emptyDir.sizeLimit",
  },
  {
    name: "defaults are no difference",
    own: { name: "v", configMap: { name: "a" } },
    other: { name: "v", configMap: { name: "b", defaultMode: 420 } },
    want: "another configMap, which differs in configMap.name",
  },
];
test.each(cases)("a volume's difference: $name", ({ own, other, want }) => {
  expect(volumeDifference(own, other)).toBe(want);
});
