import { describe, expect, test } from "vitest";
import { boundaryFacts } from "../../../../test/support/boundary-facts.ts";
import { semanticsNames } from "../compose/semantics-names.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { checkBoundary } from "./check-boundary.ts";

const ca = { name: "certs", mountPath: "/etc/ssl/certs", readOnly: true };
const certs = { name: "certs", configMap: { name: "my-cert-bundle" } };
const withCa = {
  containers: [{ name: "default", image: "placeholder", volumeMounts: [ca] }],
  initContainers: [{ name: "default-init", image: "placeholder", volumeMounts: [ca] }],
  volumes: [certs],
};

describe.each(semanticsNames)("by the rules of %s", (semantics) => {
  test("an ordinary Pod of Flyte with a CA for default and default-init has no finding", () => {
    const { findings, notes } = valueOrThrow(checkBoundary(boundaryFacts({ template: withCa }), { semantics }));
    expect(findings).toEqual([]);
    expect(notes.map(({ rule, container }) => `${rule} ${container}`)).toEqual([
      "B6 flyte-copilot-uploader",
      "B6 flyte-copilot-downloader",
      "B6 main",
    ]);
  });

  test("a Pod that no template shapes has no finding, and nothing worth a note", () => {
    const { findings, notes } = valueOrThrow(checkBoundary(boundaryFacts({}), { semantics }));
    expect([...findings, ...notes]).toEqual([]);
  });
});
