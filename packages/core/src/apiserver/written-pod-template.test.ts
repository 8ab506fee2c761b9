import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { PodTemplate } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { storedPodTemplate } from "./stored-pod-template.ts";
import { writtenPodTemplate } from "./written-pod-template.ts";

const accepted = readApiServerCases("small").filter((each) => each.accepted && each.sent.kind === "PodTemplate");

test("a cluster makes the same of a template without what it filled in", () => {
  const wrong = accepted.filter(({ object }) => {
    const stored = fromCluster(decoded(object));
    return !isDeepStrictEqual(storedPodTemplate(writtenPodTemplate(stored)), storedPodTemplate(stored));
  });
  expect(accepted.length).toBe(752);
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test("takes out the API server's values and leaves the author's", () => {
  const given = decoded({
    metadata: { name: "t" },
    template: {
      metadata: {},
      spec: {
        containers: [
          {
            name: "default",
            image: "noop",
            env: [{ name: "A", value: "1" }],
            livenessProbe: { exec: { command: ["true"] }, periodSeconds: 3 },
            terminationMessagePolicy: "FallbackToLogsOnError",
          },
        ],
        hostNetwork: true,
      },
    },
  });
  expect(writtenPodTemplate(fromCluster(storedPodTemplate(given))).template?.spec).toEqual({
    containers: [
      {
        name: "default",
        image: "noop",
        env: [{ name: "A", value: "1" }],
        livenessProbe: { exec: { command: ["true"] }, periodSeconds: 3 },
        terminationMessagePolicy: "FallbackToLogsOnError",
      },
    ],
    hostNetwork: true,
  });
});

test("a template that was in no cluster is as it was written", () => {
  const given = decoded({ metadata: { name: "t" }, template: { spec: { containers: [], restartPolicy: "Always" } } });
  expect(writtenPodTemplate(given)).toBe(given);
});

function fromCluster(template: PodTemplate): PodTemplate {
  return { ...template, metadata: { ...template.metadata, resourceVersion: "7" } };
}

function decoded(value: unknown): PodTemplate {
  return valueOrThrow(decodeKubernetes<PodTemplate>("corev1.PodTemplate", value));
}
