import { describe, expect, test } from "vitest";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { phaseResultOf } from "../../../../test/support/phase-cases.ts";

const files = ["phase", "named", "upgrade"] as const;
const counts = { phase: 1500, named: 37, upgrade: 10 };

describe.each(["flyte-1.16", "flyte-2.0"] as const)("a Pod's phase is told as %s tells it", (version) => {
  test.each(files)("on every case of %s", (file) => {
    const cases = readFlyteVectors(version, file).filter(({ kind }) => kind === "phase");
    expect(cases.length).toBe(counts[file]);
    for (const { id, input, want } of cases) expect({ id, ...phaseResultOf(input, version) }).toEqual(want);
  });
});
