import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryKubernetes } from "../../../../test/support/arbitrary-kubernetes.ts";
import type { PodSpec } from "../kubernetes/types.ts";
import { mergePodSpec, type PodSpecMerge } from "./merge-pod-spec.ts";
import type { TracedField } from "./origin.ts";
import { silentRecorder } from "./recorder.ts";
import { createTraceRecorder } from "./trace-recorder.ts";

const base = { layer: "task", source: { document: "task", path: [] } };
const template = { layer: "pod-template", source: { document: "template", path: ["template", "spec"] } };

function merging(under: PodSpec, over: PodSpec): PodSpecMerge {
  return {
    template: { value: under, origin: template },
    base: { value: over, origin: base },
    primaryContainerName: "main",
    primaryInitContainerName: "",
    version: "flyte-2.0",
  };
}

function traced(under: PodSpec, over: PodSpec): readonly TracedField[] {
  const recorder = createTraceRecorder();
  return recorder.traceOf(mergePodSpec(recorder, merging(under, over)), { layer: "nobody" });
}

test("takes no key for one that JavaScript gives every object", () => {
  const recorder = createTraceRecorder();
  const pod: { labels?: object } = {};
  recorder.wrote(pod, "labels", base);
  pod.labels = { app: "a" };
  recorder.wrote(pod, "labels", template);
  pod.labels = { constructor: "b" };
  expect(recorder.traceOf(pod, base)).toEqual([
    {
      path: ["labels", "constructor"],
      value: "b",
      origin: { ...template, source: { document: "template", path: ["template", "spec", "constructor"] } },
      overrode: [
        {
          value: "a",
          origin: { ...base, source: { document: "task", path: ["app"] } },
          reason: "replaced",
          path: ["labels", "app"],
        },
      ],
    },
  ]);
});

test("tells for each leaf which document held it, and which template container", () => {
  const under: PodSpec = {
    hostname: "h",
    securityContext: { runAsUser: 1, fsGroup: 2 },
    containers: [{ name: "default", image: "placeholder", env: [{ name: "A", value: "1" }] }],
  };
  const over: PodSpec = {
    securityContext: { runAsUser: 5 },
    containers: [{ name: "main", image: "mine", env: [{ name: "B" }] }],
  };
  expect(traced(under, over)).toEqual([
    {
      path: ["hostname"],
      value: "h",
      origin: { layer: "pod-template", source: { document: "template", path: ["template", "spec", "hostname"] } },
      overrode: [],
    },
    {
      path: ["securityContext", "runAsUser"],
      value: 5,
      origin: { layer: "task", source: { document: "task", path: ["securityContext", "runAsUser"] } },
      overrode: [
        {
          value: 1,
          origin: {
            layer: "pod-template",
            source: { document: "template", path: ["template", "spec", "securityContext", "runAsUser"] },
          },
          reason: "replaced",
        },
      ],
    },
    {
      path: ["securityContext", "fsGroup"],
      value: 2,
      origin: {
        layer: "pod-template",
        source: { document: "template", path: ["template", "spec", "securityContext", "fsGroup"] },
      },
      overrode: [],
    },
    {
      path: ["containers", 0, "name"],
      value: "main",
      origin: { layer: "task", source: { document: "task", path: ["containers", 0, "name"] } },
      overrode: [{ value: "default", origin: inDefault("name"), reason: "replaced" }],
    },
    {
      path: ["containers", 0, "image"],
      value: "mine",
      origin: { layer: "task", source: { document: "task", path: ["containers", 0, "image"] } },
      overrode: [{ value: "placeholder", origin: inDefault("image"), reason: "replaced" }],
    },
    { path: ["containers", 0, "env", 0, "name"], value: "A", origin: inDefault("env", 0, "name"), overrode: [] },
    { path: ["containers", 0, "env", 0, "value"], value: "1", origin: inDefault("env", 0, "value"), overrode: [] },
    {
      path: ["containers", 0, "env", 1, "name"],
      value: "B",
      origin: { layer: "task", source: { document: "task", path: ["containers", 0, "env", 0, "name"] } },
      overrode: [],
    },
  ]);
});

function inDefault(...path: readonly (string | number)[]) {
  const source = { document: "template", path: ["template", "spec", "containers", 0, ...path] };
  return { layer: "pod-template", source, templateContainer: "default" };
}

test("keeps a zero that lost: it could not override", () => {
  const leaf = traced({ enableServiceLinks: true, containers: [] }, { enableServiceLinks: false, containers: [] })[0];
  expect(leaf?.value).toBe(true);
  expect(leaf?.overrode).toEqual([
    {
      value: false,
      origin: { layer: "task", source: { document: "task", path: ["enableServiceLinks"] } },
      reason: "zero-value",
    },
  ]);
});

test("keeps a number that lost against a text, as Go's IntOrString does", () => {
  const probe = (port: string | number) => ({ containers: [{ name: "main", livenessProbe: { httpGet: { port } } }] });
  const leaf = traced(probe("http"), probe(8080)).at(-1);
  expect(leaf?.value).toBe("http");
  expect(leaf?.overrode.map(({ value, reason }) => ({ value, reason }))).toEqual([{ value: 8080, reason: "not-text" }]);
});

test("tells what was removed, and a default that found its place taken", () => {
  const recorder = createTraceRecorder();
  const spec: { hostNetwork?: boolean; hostname?: string } = {};
  recorder.wrote(spec, "hostNetwork", base);
  spec.hostNetwork = true;
  recorder.removed(spec, "hostNetwork", template);
  delete spec.hostNetwork;
  recorder.wrote(spec, "hostname", base);
  spec.hostname = "a";
  recorder.lost(spec, "hostname", "b", template);
  expect(recorder.removals).toEqual([{ value: true, origin: base, by: template }]);
  expect(recorder.traceOf(spec, base)).toEqual([
    {
      path: ["hostname"],
      value: "a",
      origin: base,
      overrode: [{ value: "b", origin: template, reason: "only-default" }],
    },
  ]);
});

test("knows through copies and joined lists where each item came from", () => {
  const recorder = createTraceRecorder();
  const first = recorder.originOf({}, "a", base);
  const joined = ["a", "b"];
  recorder.concatenated(joined, { items: ["a"], origin: first }, { items: ["b"], origin: template });
  const copy = [...joined];
  recorder.copied(copy, joined, base);
  const twice = [...copy, "c"];
  recorder.concatenated(twice, { items: copy, origin: base }, { items: ["c"], origin: template });
  expect(recorder.traceOf(twice, base).map(({ value, origin }) => [value, origin.source?.path])).toEqual([
    ["a", ["a", 0]],
    ["b", ["template", "spec", 0]],
    ["c", ["template", "spec", 0]],
  ]);
});

const podSpec = arbitraryKubernetes<PodSpec>("corev1.PodSpec");

test("tracing changes nothing that is merged", () => {
  fc.assert(
    fc.property(podSpec, podSpec, (under, over) => {
      const merge = merging(under, over);
      expect(mergePodSpec(createTraceRecorder(), merge)).toEqual(mergePodSpec(silentRecorder, merge));
    }),
  );
});

test("merging changes neither of its inputs", () => {
  fc.assert(
    fc.property(podSpec, podSpec, (under, over) => {
      const before = JSON.stringify([under, over]);
      mergePodSpec(silentRecorder, merging(under, over));
      expect(JSON.stringify([under, over])).toBe(before);
    }),
  );
});

test("each leaf has one origin, whose document holds the leaf's value at the origin's path", () => {
  fc.assert(
    fc.property(podSpec, podSpec, (under, over) => {
      const documents: Readonly<Record<string, unknown>> = { task: over, template: { template: { spec: under } } };
      const merged = mergePodSpec(silentRecorder, merging(under, over));
      const trace = traced(under, over);
      expect(trace.map(({ path, value }) => ({ path, value }))).toEqual(leavesOf(merged, []));
      for (const { value, origin, overrode } of trace) {
        for (const held of [{ value, origin }, ...overrode]) {
          const { document = "", path = [] } = held.origin.source ?? {};
          expect(valueAt(documents[document], path)).toEqual(held.value);
        }
      }
    }),
  );
});

function leavesOf(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value).flatMap(([key, field]) =>
    leavesOf(field, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown>)?.[key], value);
}
