import { expect, test } from "vitest";
import { differingCases } from "../../../../test/support/differing-cases.ts";
import { firstDifference } from "../../../../test/support/first-difference.ts";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { readFlyteVectors } from "../../../../test/support/flyte-vectors.ts";
import { decodeInterface, decodeVariableMap } from "../flyte/typed-interface.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { Pod } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { composePod } from "./compose-pod.ts";

test.each(["flyte-2.0", "flyte-1.16"] as const)(
  "composing a Pod gives what %s gives",
  (version) => {
    const cases = readFlyteVectors(version, "compose", "named", "upgrade").filter(({ kind }) => kind === "compose");
    const differing = differingCases(cases, ({ input, want }) => {
      const result = composePod(factsOfCase(input, version), { semantics: version });
      if (!want.error) return firstDifference(comparable(valueOrThrow(result).pod), comparable(want.podSubmitted));
      const got = result.ok ? "a Pod" : result.problems.map(({ what }) => what).join("\n");
      return got.includes(want.error.trimEnd()) ? undefined : `${got}, not ${want.error}`;
    });
    expect(differing).toEqual([]);
    expect(cases.length).toBe(1273);
  },
  60_000,
);

/** As Go decodes it, interfaces decoded too. */
function comparable(pod: unknown): Pod {
  const decoded = valueOrThrow(decodeKubernetes<Pod>("corev1.Pod", pod));
  for (const { args = [] } of decoded.spec?.initContainers ?? []) {
    for (const [index, flag] of args.entries()) {
      const value = args[index + 1] ?? "";
      if (flag === "--interface") args[index + 1] = JSON.stringify(valueOrThrow(decodeInterface(value, flag)));
      if (flag === "--input-interface") args[index + 1] = JSON.stringify(valueOrThrow(decodeVariableMap(value, flag)));
    }
  }
  return decoded;
}
