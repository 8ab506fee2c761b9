import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { storeObject } from "./store-object.ts";

describe.each([
  { file: "small", accepted: 1501 },
  { file: "composed", accepted: 241 },
] as const)("$file: what a real API server made of Pods and PodTemplates", ({ file, accepted }) => {
  const cases = readApiServerCases(file);

  test("every accepted object has the same defaults", () => {
    const stored = cases.filter((each) => each.accepted);
    const different = stored.filter(({ sent, object }) => !isDeepStrictEqual(valueOrThrow(storeObject(sent)), object));
    expect(stored).toHaveLength(accepted);
    expect(different.slice(0, 3).map(({ id }) => id)).toEqual([]);
  });
});
