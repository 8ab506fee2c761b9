import { isDeepStrictEqual } from "node:util";
import { decodeKubernetes, type PodTemplate, storedPodTemplate, valueOrThrow } from "@podwright/core";
import { expect, test } from "vitest";
import { readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { clusterPodTemplate } from "./read-pod-templates.ts";

const stored = readApiServerCases("small")
  .filter((each) => each.accepted && each.sent.kind === "PodTemplate")
  .map(({ id, object }) => ({ id, object: object as PodTemplate }));

test("a template of a cluster is taken as it stands: its API server's defaults are not filled in again", () => {
  const changed = stored.filter(({ object }) => {
    const read = valueOrThrow(clusterPodTemplate(served(object), "c"));
    return !isDeepStrictEqual(decoded(read.stored ?? {}), decoded(storedPodTemplate(read.stored ?? {})));
  });
  expect(stored.length).toBe(752);
  expect(changed.map(({ id }) => id)).toEqual([]);
});

test("what the API server filled in counts as nobody's, and what a cluster keeps books with is left out", () => {
  const object = served({
    metadata: { name: "t", namespace: "flyte", labels: { a: "b" } },
    template: { spec: { containers: [{ name: "default", image: "i" }], restartPolicy: "Always" } },
  });
  const { document, template, stored, changedAt } = valueOrThrow(clusterPodTemplate(object, "kind-dev"));
  expect(document).toBe("cluster kind-dev flyte/t");
  expect(template).toEqual({
    apiVersion: "v1",
    kind: "PodTemplate",
    metadata: { name: "t", namespace: "flyte", labels: { a: "b" } },
    template: { spec: { containers: [{ name: "default", image: "i" }] } },
  });
  expect(stored?.template?.spec?.restartPolicy).toBe("Always");
  expect(stored?.metadata).toEqual({ name: "t", namespace: "flyte", labels: { a: "b" } });
  expect(changedAt).toBe("2026-02-02T00:00:00Z");
});

test("fields of a later Kubernetes are told, with the object", () => {
  const object = served({
    metadata: { name: "t", namespace: "flyte" },
    template: { spec: Object.assign({ containers: [] }, { fromTheFuture: 1 }) },
  });
  const read = clusterPodTemplate(object, undefined);
  expect(read.ok && read.warnings.map(({ code, where }) => [code, where])).toEqual([
    ["FIELD_UNKNOWN", "cluster in-cluster flyte/t, template.spec.fromTheFuture"],
  ]);
});

/** Empty structs that Go prints anyway are left out. */
function decoded(template: PodTemplate): PodTemplate {
  return valueOrThrow(decodeKubernetes<PodTemplate>("corev1.PodTemplate", template));
}

/** As an API server gives it back. */
function served(template: PodTemplate): PodTemplate {
  const managedFields = [
    {
      manager: "kubectl-edit",
      operation: "Update",
      time: "2026-02-02T00:00:00Z",
      fieldsType: "FieldsV1",
      fieldsV1: {},
    },
  ];
  const metadata = {
    ...template.metadata,
    uid: "u",
    resourceVersion: "1",
    creationTimestamp: "2026-01-01T00:00:00Z",
    managedFields,
  } as NonNullable<PodTemplate["metadata"]>;
  return { ...template, metadata };
}
