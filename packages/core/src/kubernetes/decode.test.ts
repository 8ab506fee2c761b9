import { describe, expect, test } from "vitest";
import { decodeKubernetes } from "./decode.ts";
import type { ObjectMeta } from "./types.ts";

function decoded(type: string, value: unknown): unknown {
  const result = decodeKubernetes(type, value);
  return result.ok ? result.value : result.problems.map(({ code, what }) => `${code}: ${what}`);
}

describe("decodeKubernetes reads as Go does", () => {
  test.each([
    { name: "matches field names in any case", type: "Toleration", input: { KEY: "gpu" }, want: { key: "gpu" } },
    { name: "takes null for absent", type: "Toleration", input: { key: null, value: "a" }, want: { value: "a" } },
    {
      name: "drops zero values that are no pointers, keeps those that are",
      type: "PodSpec",
      input: { hostNetwork: false, hostUsers: false, priority: 0, containers: [] },
      want: { hostUsers: false, priority: 0, containers: [] },
    },
    {
      name: "drops empty maps, lists and structs, keeps empty structs behind pointers",
      type: "Container",
      input: { name: "a", env: [], resources: {}, securityContext: { capabilities: {} } },
      want: { name: "a", securityContext: { capabilities: {} } },
    },
    { name: "fills in what the type requires", type: "VolumeMount", input: {}, want: { name: "", mountPath: "" } },
    {
      name: "keeps the empty values of a map",
      type: "PodSpec",
      input: { containers: [], nodeSelector: { a: "", b: null } },
      want: { containers: [], nodeSelector: { a: "", b: "" } },
    },
    {
      name: "makes quantities canonical",
      type: "ResourceRequirements",
      input: { limits: { cpu: 0.5, memory: "1024Mi" } },
      want: { limits: { cpu: "500m", memory: "1Gi" } },
    },
    {
      name: "flattens inlined structs",
      type: "Volume",
      input: { name: "ca", configMap: { name: "my-cert-bundle" } },
      want: { name: "ca", configMap: { name: "my-cert-bundle" } },
    },
    {
      name: "takes a port by number or name, zero included",
      type: "Probe",
      input: { httpGet: { port: 0 }, tcpSocket: { port: "http" } },
      want: { httpGet: { port: 0 }, tcpSocket: { port: "http" } },
    },
    {
      name: "makes a zero item of a null in a list",
      type: "Container",
      input: { name: "a", args: ["x", null], env: [null] },
      want: { name: "a", args: ["x", ""], env: [{ name: "" }] },
    },
  ])("$name", ({ type, input, want }) => {
    expect(decoded(`corev1.${type}`, input)).toEqual(want);
  });

  test.each([
    {
      input: {
        template: { spec: { containers: [{ name: "a", resources: { limits: { "nvidia.com/gpu": "many" } } }] } },
      },
      want: [
        "MANIFEST_INVALID: template.spec.containers[0].resources.limits[nvidia.com/gpu] must be a quantity such as 500m or 2Gi, not text",
      ],
    },
    {
      input: { template: { spec: { hostNetwork: "yes", priority: 1.5, containers: {} } } },
      want: [
        "MANIFEST_INVALID: template.spec.hostNetwork must be true or false, not text",
        "MANIFEST_INVALID: template.spec.priority must be an integer, not 1.5",
        "MANIFEST_INVALID: template.spec.containers must be a list, not a map",
      ],
    },
    {
      input: { template: { spec: { priority: 2 ** 31, terminationGracePeriodSeconds: 2 ** 63, containers: [] } } },
      want: [
        "MANIFEST_INVALID: template.spec.priority must be an integer, not 2147483648",
        "MANIFEST_INVALID: template.spec.terminationGracePeriodSeconds must be an integer, not 9223372036854776000",
      ],
    },
    { input: [], want: ["MANIFEST_INVALID: the document must be a map, not a list"] },
  ])("says every wrong kind with its path: $want", ({ input, want }) => {
    expect(decoded("corev1.PodTemplate", input)).toEqual(want);
  });

  test("drops a field that the type does not have, with a warning", () => {
    const result = decodeKubernetes("corev1.Container", { name: "a", volumeMount: [] }, "template.yaml");
    expect(result).toEqual({
      ok: true,
      value: { name: "a" },
      warnings: [
        {
          code: "FIELD_UNKNOWN",
          severity: "warning",
          what: "volumeMount is no field of Kubernetes' Container and is dropped",
          where: "template.yaml, volumeMount",
          fix: "did you mean volumeMounts?",
        },
      ],
    });
  });

  test("shows what a value of a type with its own form looks like", () => {
    const given = { readinessProbe: { httpGet: { port: 2 ** 31 } }, resources: { limits: { cpu: "many" } } };
    const result = decodeKubernetes("corev1.Container", given);
    expect(result.ok || result.problems.map(({ fix }) => fix)).toEqual([
      "give an integer or text",
      "give a quantity such as 500m or 2Gi",
    ]);
  });

  test("keeps keys of maps that JavaScript has a use for", () => {
    const given: unknown = JSON.parse('{"labels":{"__proto__":"a","constructor":"b"}}');
    expect(decodeKubernetes("metav1.ObjectMeta", given)).toEqual({ ok: true, value: given, warnings: [] });
  });

  test("changes nothing of what it was given", () => {
    const given = () => ({ name: "a", image: "", args: ["x"], resources: { limits: { cpu: "1000m", memory: null } } });
    const value = given();
    expect(decodeKubernetes("corev1.Container", value)).toEqual({
      ok: true,
      value: { name: "a", args: ["x"], resources: { limits: { cpu: "1", memory: "0" } } },
      warnings: [],
    });
    expect(value).toEqual(given());
  });
});

test.each([
  { input: "2026-03-01T06:57:00-05:00", want: "2026-03-01T11:57:00Z" },
  { input: "2026-03-01T11:57:00.75Z", want: "2026-03-01T11:57:00Z" },
  { input: "0001-01-01T01:00:00+01:00", want: undefined },
])("a time is told in UTC and whole seconds, and none for Go's zero: $input", ({ input, want }) => {
  const sent = { creationTimestamp: input, deletionTimestamp: input };
  const decoded = decodeKubernetes<ObjectMeta>("metav1.ObjectMeta", sent);
  expect(decoded.ok && decoded.value.creationTimestamp).toBe(want);
  expect(decoded.ok && decoded.value.deletionTimestamp).toBe(want);
});

test.each([
  { value: true, want: "put it in quotes as it is written: then it is text" },
  { value: 1.5, want: 'put it in quotes: "1.5"' },
  { value: ["a"], want: "give text" },
])("says how $value becomes text", ({ value, want }) => {
  const result = decodeKubernetes("corev1.Container", { image: value });
  expect(result.ok ? [] : result.problems.map(({ fix }) => fix)).toEqual([want]);
});
