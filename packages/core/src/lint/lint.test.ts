import { describe, expect, it } from "vitest";
import { type ApiServerCase, readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { storedPodTemplate } from "../apiserver/stored-pod-template.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { PodTemplate } from "../kubernetes/types.ts";
import { lint } from "./lint.ts";
import { lintRules } from "./rules.ts";
import { lintInput } from "./testing/lint-input.ts";

describe("the rules", () => {
  it("have ids of their own, and speak with codes that they name", () => {
    const ids = lintRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lintRules.filter(({ codes }) => codes.length === 0)).toEqual([]);
  });
});

describe("PodTemplates that a real API server was sent", () => {
  const cases = someTemplates();

  it("are all linted, and each that was refused has an error", () => {
    const quiet = cases.filter(({ accepted, sent }) => {
      const decoded = decodeKubernetes<PodTemplate>("corev1.PodTemplate", sent, undefined, "exact");
      // Reading it is what tells: it never comes to linting.
      if (!decoded.ok) return false;
      const metadata = { ...decoded.value.metadata, name: "a", namespace: "flyte" };
      const template = { ...decoded.value, metadata };
      const input = lintInput({
        podTemplates: [{ document: "a.yaml", template, stored: storedPodTemplate(template) }],
      });
      const errors = lint(input).filter(({ severity }) => severity === "error");
      return !accepted && errors.length === 0;
    });
    expect(cases.length).toBeGreaterThan(100);
    expect(quiet.map(({ id }) => id)).toEqual([]);
  });
});

/** Every twentieth: they are many and alike. */
function someTemplates(): readonly ApiServerCase[] {
  return (["small", "composed"] as const)
    .flatMap((name) => readApiServerCases(name).filter((_, index) => index % 20 === 0))
    .filter(({ sent }) => sent.template !== undefined);
}
