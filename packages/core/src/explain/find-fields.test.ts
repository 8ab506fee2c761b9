import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryKubernetes } from "../../../../test/support/arbitrary-kubernetes.ts";
import type { PodSpec } from "../kubernetes/types.ts";
import { fieldName } from "./field-name.ts";
import { findFields } from "./find-fields.ts";

const pod = {
  apiVersion: "v1",
  metadata: { labels: { app: "a" }, annotations: { "example.com/owner": "red" } },
  spec: {
    initContainers: [{ name: "downloader", image: "d" }],
    containers: [
      { name: "main", image: "i", env: [{ name: "FOO", value: "1" }, { name: "BAR" }, { name: "FOO", value: "2" }] },
      { name: "side", image: "s", volumeMounts: [{ name: "certs", mountPath: "/etc/ssl/certs" }] },
    ],
    volumes: [{ name: "certs" }],
  },
};

function find(text: string): unknown {
  const found = findFields(pod, text);
  return found.ok
    ? found.value.map((path) => path.join(" "))
    : found.problems.map(({ code, what, fix }) => ({ code, what, fix }));
}

describe("a path of a person", () => {
  test.each([
    { text: "spec.containers[main].image", want: ["spec containers 0 image"] },
    { text: "spec.containers[1].image", want: ["spec containers 1 image"] },
    { text: "containers[side]", want: ["spec containers 1"] },
    { text: ".spec.containers.main.image", want: ["spec containers 0 image"] },
    { text: "containers[*].image", want: ["spec containers 0 image", "spec containers 1 image"] },
    { text: "labels.app", want: ["metadata labels app"] },
    { text: 'metadata.annotations["example.com/owner"]', want: ["metadata annotations example.com/owner"] },
    { text: "annotations[example.com/owner]", want: ["metadata annotations example.com/owner"] },
    { text: "annotations.example.com/owner", want: ["metadata annotations example.com/owner"] },
    { text: "env[FOO]", want: ["spec containers 0 env 0", "spec containers 0 env 2"] },
    { text: "env[0:FOO]", want: ["spec containers 0 env 0"] },
    { text: "env[BAR", want: ["spec containers 0 env 1"] },
    { text: "Containers[MAIN].IMAGE", want: ["spec containers 0 image"] },
    { text: "volumeMounts[/etc/ssl/certs].name", want: ["spec containers 1 volumeMounts 0 name"] },
    { text: "image", want: ["spec initContainers 0 image", "spec containers 0 image", "spec containers 1 image"] },
  ])("$text", ({ text, want }) => expect(find(text)).toEqual(want));
});

describe("a path that meets nothing", () => {
  test.each([
    {
      text: "spec.containers[man].image",
      want: "the Pod has no field spec.containers[man].image: spec.containers has no man",
      fix: "did you mean main?",
    },
    {
      text: "containers[main].imag",
      want: "the Pod has no field containers[main].imag: spec.containers[main] has no imag",
      fix: "did you mean image?",
    },
    {
      text: "containers[side].env",
      want: "the Pod has no field containers[side].env: spec.containers[side] has no env",
      fix: "there are name, image, volumeMounts",
    },
    {
      text: "apiVersion.x",
      want: "the Pod has no field apiVersion.x: apiVersion has no x",
      fix: "nothing stands below it: leave the rest away",
    },
    {
      text: "vloumes",
      want: "the Pod has no field vloumes: no field of the Pod is called vloumes",
      fix: "did you mean volumes?",
    },
    {
      text: "constructor",
      want: "the Pod has no field constructor: no field of the Pod is called constructor",
      fix: "name a field below apiVersion, metadata, spec, such as spec.containers[0].image",
    },
    {
      text: "..",
      want: "the Pod has no field ..: it names no field",
      fix: "name a field below apiVersion, metadata, spec, such as spec.containers[0].image",
    },
  ])("$text", ({ text, want, fix }) => expect(find(text)).toEqual([{ code: "FIELD_NOT_FOUND", what: want, fix }]));
});

test("the name of every field finds it", () => {
  fc.assert(
    fc.property(arbitraryKubernetes<PodSpec>("corev1.PodSpec"), (spec) => {
      for (const path of pathsBelow({ spec }, [])) {
        const found = findFields({ spec }, fieldName({ spec }, path));
        expect(found.ok && found.value, fieldName({ spec }, path)).toContainEqual(path);
      }
    }),
    { numRuns: 30 },
  );
});

function pathsBelow(value: unknown, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const own = [...path, Array.isArray(value) ? Number(key) : key];
    return [own, ...pathsBelow(each, own)];
  });
}
