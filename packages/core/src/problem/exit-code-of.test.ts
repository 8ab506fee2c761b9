import { expect, it } from "vitest";
import { catalogue, type ProblemCode } from "./catalogue.ts";
import { exitCodeOf } from "./exit-code-of.ts";

const cases = [
  { name: "0 where nothing is wrong", problems: [], want: 0 },
  { name: "0 for warnings alone", problems: [{ code: "ENGINE_NOT_ENFORCED", severity: "warning" }], want: 0 },
  { name: "3 for an error whose code is a warning elsewhere", problems: [{ code: "ENGINE_NOT_ENFORCED" }], want: 3 },
  {
    name: "that of the error, whatever a warning beside it would be as one",
    problems: [{ code: "STORE_OUT_OF_REACH", severity: "warning" }, { code: "CLUSTER_FORBIDDEN" }],
    want: 4,
  },
  {
    name: "that of what is nearest to who called: usage, then input, then backend",
    problems: [{ code: "CLUSTER_FORBIDDEN" }, { code: "TASK_FILE_MISSING" }, { code: "USAGE" }],
    want: 2,
  },
] as const;

it.each(cases)("is $name", ({ problems, want }) => expect(exitCodeOf(problems)).toBe(want));

it("is never 0 for an error, of whatever code", () => {
  const codes = Object.keys(catalogue) as ProblemCode[];
  expect(codes.filter((code) => exitCodeOf([{ code }]) === 0)).toEqual([]);
});
