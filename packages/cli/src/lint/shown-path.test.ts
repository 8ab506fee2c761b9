import { expect, test } from "vitest";
import { shownPath } from "./shown-path.ts";

test.each([
  { file: "/repo/a/b.yaml", want: "a/b.yaml" },
  { file: "./a/b.yaml", want: "a/b.yaml" },
  { file: "../b.yaml", want: "../b.yaml" },
  { file: "/elsewhere/b.yaml", want: "/elsewhere/b.yaml" },
  { file: "/repo/..data/b.yaml", want: "..data/b.yaml" },
])("$file is shown as $want in /repo", ({ file, want }) => expect(shownPath(file, "/repo")).toBe(want));
