import { expect, test } from "vitest";
import { podReferences } from "./pod-references.ts";

test("names every ConfigMap and Secret that a Pod refers to, each at its first place, those last that it can do without", () => {
  const references = podReferences({
    spec: {
      volumes: [
        { name: "a", configMap: { name: "bundle" } },
        { name: "b", secret: { secretName: "keys" } },
        { name: "c", secret: { secretName: "maybe", optional: true } },
        { name: "d", projected: { sources: [{ configMap: { name: "bundle" } }, { secret: { name: "projected" } }] } },
        { name: "e", emptyDir: {} },
      ],
      initContainers: [
        { name: "init", envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "keys" } }] },
      ],
      containers: [
        {
          name: "main",
          env: [
            { name: "A", value: "a" },
            { name: "B", valueFrom: { secretKeyRef: { name: "password", key: "k" } } },
            { name: "C", valueFrom: { configMapKeyRef: { name: "maybe", key: "k", optional: true } } },
          ],
        },
      ],
    },
  });
  expect(
    references.map(({ kind, name, where, optional }) => `${kind} ${name} ${where}${optional ? " (optional)" : ""}`),
  ).toEqual([
    "ConfigMap bundle spec.volumes[0].configMap",
    "Secret keys spec.volumes[1].secret",
    "Secret projected spec.volumes[3].projected.sources[1].secret",
    "ConfigMap settings spec.initContainers[0] (init).envFrom[0]",
    "Secret password spec.containers[0] (main).env[1]",
    "Secret maybe spec.volumes[2].secret (optional)",
    "ConfigMap maybe spec.containers[0] (main).env[2] (optional)",
  ]);
});
