import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryKubernetes } from "../../../../test/support/arbitrary-kubernetes.ts";
import { traceLeaves } from "../../../../test/support/trace-leaves.ts";
import { leavesBelow } from "../explain/leaves-below.ts";
import type { PodSpec } from "../kubernetes/types.ts";
import { diffPods, type TracedPod } from "./diff-pods.ts";
import { withStoredDefaults } from "./with-stored-defaults.ts";

const origin = { layer: "l" };

function stored(spec: PodSpec): TracedPod {
  return withStoredDefaults({ pod: { spec }, trace: traceLeaves({ spec }, origin) });
}

function changes(before: PodSpec, after: PodSpec): readonly unknown[] {
  return diffPods(stored(before), stored(after)).map(({ name, kind, before: was, after: is }) => [
    name,
    kind,
    was && [was.value, was.origin.layer],
    is && [is.value, is.origin.layer],
  ]);
}

test("a Pod that says the API server's defaults is one that leaves them out", () => {
  const volumes = [{ name: "certs", configMap: { name: "certs" } }];
  const bare: PodSpec = { containers: [{ name: "main", image: "a:1" }], volumes };
  const said: PodSpec = {
    affinity: {},
    containers: [
      {
        name: "main",
        image: "a:1",
        imagePullPolicy: "IfNotPresent",
        securityContext: { capabilities: {} },
        terminationMessagePath: "/dev/termination-log",
      },
    ],
    dnsPolicy: "ClusterFirst",
    schedulerName: "default-scheduler",
    volumes: [{ name: "certs", configMap: { name: "certs", defaultMode: 420 } }],
  };
  expect(changes(bare, said)).toEqual([]);
  expect(changes(said, bare)).toEqual([]);
});

test("what takes the place of a default is told with the default", () => {
  const spec: PodSpec = { containers: [{ name: "main", image: "a:1" }] };
  expect(changes(spec, { ...spec, schedulerName: "volcano" })).toEqual([
    ["spec.schedulerName", "changed", ["default-scheduler", "apiserver-defaults"], ["volcano", "l"]],
  ]);
});

test("what only one Pod has is told without the defaults in it", () => {
  const spec: PodSpec = { containers: [{ name: "main", image: "a:1" }] };
  const sidecar = { name: "proxy", image: "envoy", livenessProbe: { httpGet: { port: 80 } } };
  expect(changes(spec, { containers: [...spec.containers, sidecar] })).toEqual([
    ["spec.containers[proxy]", "added", undefined, [sidecar, "l"]],
  ]);
});

test("nothing that a Pod says is changed or dropped, and each leaf is in the trace", () => {
  fc.assert(
    fc.property(arbitraryKubernetes<PodSpec>("corev1.PodSpec"), (spec) => {
      const filled = stored(spec);
      const known = new Map((filled.trace ?? []).map((field) => [field.path.join("\0"), field.value]));
      for (const { path, value } of leavesBelow({ spec }, [])) expect(known.get(path.join("\0"))).toEqual(value);
      expect(filled.trace?.map(({ path, value }) => ({ path, value }))).toEqual(
        traceLeaves(filled.pod, origin).map(({ path, value }) => ({ path, value })),
      );
    }),
    { numRuns: 100 },
  );
});
