import { describe, expect, test } from "vitest";
import type { Container, ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import { structRules } from "./field-rules.ts";
import { mergeStruct } from "./merge-struct.ts";
import { silentRecorder } from "./recorder.ts";

interface Case<T> {
  readonly name: string;
  readonly low: Partial<T>;
  readonly high: Partial<T>;
  readonly want: Partial<T>;
}

function merged<T extends object>(type: string, low: Partial<T>, high: Partial<T>): Partial<T> {
  const origin = { layer: "test" };
  return mergeStruct(silentRecorder, structRules(type), { value: low, origin }, { value: high, origin });
}

const ofSpec: readonly Case<PodSpec>[] = [
  {
    name: "a zero behind a pointer does not override",
    low: { enableServiceLinks: true, terminationGracePeriodSeconds: 30 },
    high: { enableServiceLinks: false, terminationGracePeriodSeconds: 0 },
    want: { enableServiceLinks: true, terminationGracePeriodSeconds: 30 },
  },
  {
    name: "a pointer to zero is taken where there is none",
    low: {},
    high: { enableServiceLinks: false, terminationGracePeriodSeconds: 0 },
    want: { enableServiceLinks: false, terminationGracePeriodSeconds: 0 },
  },
  {
    name: "map entries override even when they are empty",
    low: { nodeSelector: { a: "1", b: "2" } },
    high: { nodeSelector: { a: "" } },
    want: { nodeSelector: { a: "", b: "2" } },
  },
  {
    name: "lists stand one behind the other, duplicates and all",
    low: { tolerations: [{ key: "a" }], imagePullSecrets: [{ name: "s" }] },
    high: { tolerations: [{ key: "a" }, { key: "b" }] },
    want: { tolerations: [{ key: "a" }, { key: "a" }, { key: "b" }], imagePullSecrets: [{ name: "s" }] },
  },
  {
    name: "node selector terms become alternatives",
    low: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms("low") } } },
    high: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms("high") } } },
    want: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms("low", "high") } } },
  },
  {
    name: "a union's fields are merged one by one: a stray one stays",
    low: { securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "p.json" }, runAsUser: 1 } },
    high: { securityContext: { seccompProfile: { type: "RuntimeDefault" }, runAsUser: 0 } },
    want: { securityContext: { seccompProfile: { type: "RuntimeDefault", localhostProfile: "p.json" }, runAsUser: 1 } },
  },
  {
    name: "an empty struct behind a pointer changes nothing",
    low: { securityContext: { runAsUser: 1 } },
    high: { securityContext: {}, affinity: {} },
    want: { securityContext: { runAsUser: 1 }, affinity: {} },
  },
];

function terms(...keys: readonly string[]) {
  return { nodeSelectorTerms: keys.map((key) => ({ matchExpressions: [{ key, operator: "Exists" }] })) };
}

const ofContainer: readonly Case<Container>[] = [
  {
    name: "an amount is replaced whole, by zero too",
    low: { resources: { limits: { cpu: "2", memory: "1Gi" }, requests: { cpu: "1" } } },
    high: { resources: { limits: { cpu: "0" } } },
    want: { resources: { limits: { cpu: "0", memory: "1Gi" }, requests: { cpu: "1" } } },
  },
  {
    name: "the template's args come first",
    low: { args: ["wrap"], command: ["sh"] },
    high: { args: ["run"] },
    want: { args: ["wrap", "run"], command: ["sh"] },
  },
  {
    name: "handlers of both layers stand side by side",
    low: { livenessProbe: { exec: { command: ["a"] }, periodSeconds: 5 } },
    high: { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 0 } },
    want: { livenessProbe: { exec: { command: ["a"] }, httpGet: { port: 80 }, periodSeconds: 5 } },
  },
  ...[
    { low: 1, high: 2, want: 2 },
    { low: 1, high: 0, want: 1 },
    { low: "http", high: 8080, want: "http" },
    { low: 8080, high: "http", want: "http" },
    { low: "a", high: "b", want: "b" },
    { low: "a", high: "", want: "a" },
    { low: 8080, high: "", want: "" },
    { low: "", high: 8080, want: "" },
  ].map(({ low, high, want }) => ({
    name: `port ${JSON.stringify(high)} over ${JSON.stringify(low)} is ${JSON.stringify(want)}`,
    low: { livenessProbe: { tcpSocket: { port: low } } },
    high: { livenessProbe: { tcpSocket: { port: high } } },
    want: { livenessProbe: { tcpSocket: { port: want } } },
  })),
];

const ofMetadata: readonly Case<ObjectMeta>[] = [
  {
    name: "the time of creation is the higher layer's, which has none",
    low: { name: "template", creationTimestamp: "2026-01-02T03:04:05Z", labels: { a: "1" } },
    high: { labels: { a: "2", b: "" } },
    want: { name: "template", labels: { a: "2", b: "" } },
  },
];

describe("merging as mergo does for Flyte", () => {
  test.each(ofSpec)("$name", ({ low, high, want }) => expect(merged("corev1.PodSpec", low, high)).toEqual(want));
  test.each(ofContainer)("$name", ({ low, high, want }) => expect(merged("corev1.Container", low, high)).toEqual(want));
  test.each(ofMetadata)("$name", ({ low, high, want }) => expect(merged("metav1.ObjectMeta", low, high)).toEqual(want));
});
