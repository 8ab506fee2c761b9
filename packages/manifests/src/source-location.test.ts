import { expect, test } from "vitest";
import { parsePath, renderLocation } from "./source-location.ts";

test.each([
  { path: ["spec", "containers", 0, "name"], want: "spec.containers[0].name" },
  { path: ["metadata", "annotations", "example.com/owner"], want: 'metadata.annotations["example.com/owner"]' },
  { path: ["data", 'a"b]c\\', "12", ""], want: 'data["a\\"b]c\\\\"]["12"][""]' },
])("$want is taken apart as it was written", ({ path, want }) => {
  const [, written = ""] = renderLocation({ file: "a.yaml", line: 1, column: 2 }, path).split("a.yaml:1:2 ");
  expect(written).toBe(want);
  expect(parsePath(written)).toEqual(path);
});

test("takes apart a path whose keys stand in brackets without quotes", () => {
  expect(parsePath("limits[nvidia.com/gpu]")).toEqual(["limits", "nvidia.com/gpu"]);
});
