import type { Container } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { PodFacts } from "../pod-facts.ts";
import { containerEnvironment } from "./container-environment.ts";

const sibling: Container = { name: "other", resources: { requests: { memory: "1Gi" }, limits: { cpu: "2" } } };
const idle: Container = { name: "idle", resources: { limits: { cpu: "0" } } };
const facts: PodFacts = {
  pod: {
    metadata: { name: "pod", namespace: "ns", uid: "u-1", labels: { "a/b": "x" }, annotations: { note: "y" } },
    spec: { serviceAccountName: "runner", initContainers: [sibling, idle], containers: [] },
  },
  configMaps: [
    { metadata: { name: "settings", namespace: "ns" }, data: { A: "1", "not=a name": "2" }, binaryData: { B: "Yg==" } },
    { metadata: { name: "foreign", namespace: "elsewhere" }, data: { F: "1" } },
  ],
  secrets: [{ metadata: { name: "keys" }, data: { K: "b2xk", L: "bA==" }, stringData: { K: "new" } }],
  node: { name: "node-1", ip: "127.0.0.1", cpuMillis: 4000, memoryBytes: 8_000_000_000, storageBytes: 9_000 },
};

const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });
const resource = (name: string, more = {}) => ({ valueFrom: { resourceFieldRef: { resource: name, ...more } } });

describe("a container's environment", () => {
  const cases: readonly { name: string; input: Partial<Container>; want: Record<string, string> }[] = [
    {
      name: "takes whole ConfigMaps and Secrets, the later over the earlier, and skips keys that are no names",
      input: {
        envFrom: [
          { configMapRef: { name: "settings" } },
          { prefix: "P_", configMapRef: { name: "settings" } },
          { secretRef: { name: "keys" } },
        ],
      },
      want: { A: "1", B: "b", P_A: "1", P_B: "b", K: "new", L: "l" },
    },
    {
      name: "lets env win over envFrom, and a later variable over an earlier one",
      input: {
        envFrom: [{ configMapRef: { name: "settings" } }],
        env: [
          { name: "A", value: "2" },
          { name: "C", value: "1" },
          { name: "C", value: "$(C)$(A)" },
        ],
      },
      want: { A: "2", B: "b", C: "12" },
    },
    {
      name: "does not expand what comes from elsewhere, nor from variables that come later",
      input: {
        env: [
          { name: "EARLY", value: "$(LATE)" },
          { name: "LATE", value: "1" },
          { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "L" } } },
        ],
      },
      want: { EARLY: "$(LATE)", LATE: "1", KEY: "l" },
    },
    {
      name: "has an empty value where none is given",
      input: { env: [{ name: "EMPTY" }, { name: "ALSO", value: "" }] },
      want: { EMPTY: "", ALSO: "" },
    },
    {
      name: "shows the Pod by the downward API",
      input: {
        env: [
          { name: "NAME", ...field("metadata.name") },
          { name: "NAMESPACE", ...field("metadata.namespace") },
          { name: "UID", ...field("metadata.uid") },
          { name: "LABEL", ...field("metadata.labels['a/b']") },
          { name: "NO_LABEL", ...field("metadata.labels['c']") },
          { name: "NOTE", ...field("metadata.annotations['note']") },
          { name: "ACCOUNT", ...field("spec.serviceAccountName") },
          { name: "NODE", ...field("spec.nodeName") },
          { name: "IP", ...field("status.podIP") },
          { name: "HOST_IP", ...field("status.hostIP") },
        ],
      },
      want: {
        NAME: "pod",
        NAMESPACE: "ns",
        UID: "u-1",
        LABEL: "x",
        NO_LABEL: "",
        NOTE: "y",
        ACCOUNT: "runner",
        NODE: "node-1",
        IP: "127.0.0.1",
        HOST_IP: "127.0.0.1",
      },
    },
    {
      name: "shows resources over their divisor, rounded up, the machine's own where there is no limit",
      input: {
        resources: { limits: { memory: "100Mi" }, requests: { cpu: "250m" } },
        env: [
          { name: "MEMORY", ...resource("limits.memory") },
          { name: "MEMORY_MI", ...resource("limits.memory", { divisor: "1Mi" }) },
          { name: "MEMORY_GI", ...resource("limits.memory", { divisor: "1Gi" }) },
          { name: "MEMORY_REQUEST", ...resource("requests.memory") },
          { name: "CPU", ...resource("limits.cpu") },
          { name: "CPU_REQUEST", ...resource("requests.cpu") },
          { name: "CPU_MILLI", ...resource("requests.cpu", { divisor: "1m" }) },
          { name: "DIVISOR_0", ...resource("limits.memory", { divisor: "0" }) },
          { name: "OTHER", ...resource("requests.memory", { containerName: "other" }) },
          { name: "OTHER_CPU", ...resource("requests.cpu", { containerName: "other" }) },
          { name: "NONE", ...resource("requests.ephemeral-storage") },
          { name: "DISK", ...resource("limits.ephemeral-storage") },
          { name: "ZERO", ...resource("limits.cpu", { containerName: "idle" }) },
        ],
      },
      want: {
        MEMORY: "104857600",
        MEMORY_MI: "100",
        MEMORY_GI: "1",
        MEMORY_REQUEST: "104857600",
        CPU: "4",
        CPU_REQUEST: "1",
        CPU_MILLI: "250",
        DIVISOR_0: "104857600",
        OTHER: "1073741824",
        OTHER_CPU: "2",
        NONE: "0",
        DISK: "9000",
        ZERO: "4",
      },
    },
    {
      name: "leaves out optional references to nothing",
      input: {
        envFrom: [{ configMapRef: { name: "none", optional: true } }],
        env: [
          { name: "X", valueFrom: { configMapKeyRef: { name: "settings", key: "none", optional: true } } },
          { name: "Y", valueFrom: { secretKeyRef: { name: "none", key: "k", optional: true } } },
        ],
      },
      want: {},
    },
  ];
  for (const { name, input, want } of cases) {
    test(name, () => {
      const result = containerEnvironment(facts, { name: "main", ...input }, "spec.containers[0]");
      expect(result.ok && Object.fromEntries(result.value)).toEqual(want);
    });
  }

  test("names every reference to nothing at once, and never a secret's value", () => {
    const container: Container = {
      name: "main",
      envFrom: [{ configMapRef: { name: "foreign" } }],
      env: [
        { name: "X", valueFrom: { secretKeyRef: { name: "keys", key: "none" } } },
        { name: "Y", ...field("spec.priority") },
        { name: "Z", ...resource("limits.gpu") },
        { name: "F", valueFrom: { fileKeyRef: { volumeName: "v", path: "p", key: "K" } } },
      ],
    };
    const result = containerEnvironment(facts, container, "spec.containers[0]");
    expect(!result.ok && result.problems.map(({ code, what, where }) => [code, what, where])).toEqual([
      [
        "POD_REFERENCE_MISSING",
        "the Pod needs ConfigMap foreign, which was not given; on Kubernetes the container would not start",
        "spec.containers[0].envFrom[0]",
      ],
      [
        "POD_REFERENCE_MISSING",
        "the Pod needs key none of Secret keys, which was not given; on Kubernetes the container would not start",
        "spec.containers[0].env[0]",
      ],
      [
        "ENGINE_UNSUPPORTED",
        "environment variable Y takes its value from field spec.priority, which is not known here",
        "spec.containers[0].env[1].valueFrom",
      ],
      [
        "ENGINE_UNSUPPORTED",
        "environment variable Z takes its value from resource limits.gpu, which is not known here",
        "spec.containers[0].env[2].valueFrom",
      ],
      [
        "ENGINE_UNSUPPORTED",
        "environment variable F takes its value from fileKeyRef, which is not known here",
        "spec.containers[0].env[3].valueFrom",
      ],
    ]);
  });
});
