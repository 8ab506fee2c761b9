import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFacts } from "../../../../test/support/arbitrary-facts.ts";
import { type BoundaryCase, boundaryFacts } from "../../../../test/support/boundary-facts.ts";
import type { BoundaryMode } from "../compose/boundary-mode.ts";
import { composePod } from "../compose/compose-pod.ts";
import { semanticsNames } from "../compose/semantics-names.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { checkBoundary } from "./check-boundary.ts";
import { composeWithin } from "./compose-within.ts";

const image = "registry.example.com/image:1";
const loose: BoundaryCase = {
  template: {
    hostNetwork: true,
    initContainers: [{ name: "default-init", image, resources: { requests: { "ephemeral-storage": "2Gi" } } }],
  },
};

describe.each(semanticsNames)("composing within the boundary by the rules of %s", (semantics) => {
  const compose = (boundary: BoundaryMode, boundaryCase = loose) =>
    composeWithin(boundaryFacts(boundaryCase), { semantics, boundary });
  const told = (problems: readonly { readonly code: string; readonly severity?: string }[]) =>
    problems.map(({ code, severity = "error" }) => `${severity} ${code}`);

  test("tells findings beside the Pod, errors among them as warnings", () => {
    const { pod, problems } = valueOrThrow(compose("report"));
    expect(pod.spec?.hostNetwork).toBe(true);
    expect(told(problems)).toEqual(["information BOUNDARY_ISOLATION", "warning BOUNDARY_POD_WIDE"]);
  });

  test("refuses the Pod for an error, and tells the other findings too", () => {
    const result = compose("enforce");
    expect(result.ok ? [] : told(result.problems)).toEqual([
      "information BOUNDARY_ISOLATION",
      "error BOUNDARY_POD_WIDE",
    ]);
  });

  test("does not refuse what a template waives", () => {
    const waived = { ...loose, annotations: { "podwright.dev/waive": "B5" } };
    expect(told(valueOrThrow(compose("enforce", waived)).problems)).toEqual(["information BOUNDARY_ISOLATION"]);
  });

  test("does not look when it is off", () => {
    expect(valueOrThrow(compose("off")).problems).toEqual([]);
  });

  test("refuses random Pods for exactly those findings that are errors", () => {
    fc.assert(
      fc.property(arbitraryFacts(), (facts) => {
        const checked = checkBoundary(facts, { semantics });
        const enforced = composeWithin(facts, { semantics, boundary: "enforce" });
        if (!checked.ok) expect(enforced.ok).toBe(false);
        else expect(enforced.ok).toBe(!checked.value.findings.some(({ severity }) => severity === "error"));
      }),
    );
  });

  test("gives the Pod that composing gives, and the trace where it is asked for", () => {
    const facts = boundaryFacts(loose);
    const within = valueOrThrow(composeWithin(facts, { semantics, boundary: "report", trace: true }));
    const { pod, trace, removals } = valueOrThrow(composePod(facts, { semantics, trace: true }));
    expect({ pod: within.pod, trace: within.trace, removals: within.removals }).toEqual({ pod, trace, removals });
    expect(Object.keys(valueOrThrow(compose("report")))).toEqual(["pod", "primaryContainerName", "problems"]);
  });
});
