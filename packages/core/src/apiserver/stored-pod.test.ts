import { expect, test } from "vitest";
import type { Pod } from "../kubernetes/types.ts";
import { storedPod } from "./stored-pod.ts";

function stored(spec: object, metadata = {}) {
  return storedPod({ metadata, spec: { containers: [], ...spec } } as Pod).spec;
}

test("requests what a limit limits, and nothing that is requested already", () => {
  const resources = { limits: { cpu: "2", memory: "1Gi" }, requests: { cpu: "1" } };
  expect(stored({ containers: [{ name: "a", resources }] })?.containers[0]?.resources).toEqual({
    limits: { cpu: "2", memory: "1Gi" },
    requests: { cpu: "1", memory: "1Gi" },
  });
});

test("the Pod's own requests are what its containers need at once", () => {
  const spec = {
    resources: { limits: { cpu: "4", memory: "8Gi" } },
    initContainers: [
      { name: "sidecar", restartPolicy: "Always", resources: { requests: { cpu: "500m" } } },
      { name: "init", resources: { requests: { cpu: "3" } } },
    ],
    containers: [{ name: "a", resources: { requests: { cpu: "1" }, limits: { "hugepages-2Mi": "4Mi" } } }],
  };
  expect(stored(spec)?.resources).toEqual({
    limits: { cpu: "4", memory: "8Gi", "hugepages-2Mi": "4Mi" },
    requests: { cpu: "3500m", memory: "8Gi", "hugepages-2Mi": "4Mi" },
  });
});

test("on the host's network each port is the host's", () => {
  const spec = { hostNetwork: true, containers: [{ name: "a", ports: [{ containerPort: 80 }] }] };
  expect(stored(spec)?.containers[0]?.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: "TCP" }]);
});

test("drops what belongs to features that are off", () => {
  const spec = {
    hostnameOverride: "h",
    volumes: [{ name: "models", image: { reference: "m:1" } }],
    initContainers: [{ name: "sidecar", restartPolicy: "Always" }],
    containers: [
      {
        name: "a",
        restartPolicy: "Never",
        lifecycle: { stopSignal: "SIGINT" },
        volumeMounts: [{ name: "models", mountPath: "/m" }],
      },
    ],
  };
  const filled = {
    resources: {},
    imagePullPolicy: "IfNotPresent",
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  };
  expect(stored(spec)).toEqual({
    initContainers: [{ name: "sidecar", restartPolicy: "Always", ...filled }],
    containers: [{ name: "a", ...filled }],
    dnsPolicy: "ClusterFirst",
    enableServiceLinks: true,
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
});

test("writes label keys into the selectors that they extend", () => {
  const labelSelector = { matchLabels: { app: "a" } };
  const spec = {
    topologySpreadConstraints: [{ labelSelector, matchLabelKeys: ["hash", "absent"] }, { matchLabelKeys: ["hash"] }],
    affinity: {
      podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, mismatchLabelKeys: ["hash"] }] },
    },
  };
  const kept = stored(spec, { labels: { hash: "1" } });
  expect(kept?.topologySpreadConstraints?.map((each) => each.labelSelector)).toEqual([
    { ...labelSelector, matchExpressions: [{ key: "hash", operator: "In", values: ["1"] }] },
    undefined,
  ]);
  const [term] = kept?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  expect(term?.labelSelector?.matchExpressions).toEqual([{ key: "hash", operator: "NotIn", values: ["1"] }]);
});

test("gives a container the AppArmor profile of its deprecated annotation", () => {
  const annotations = {
    "container.apparmor.security.beta.kubernetes.io/a": "localhost/strict",
    "container.apparmor.security.beta.kubernetes.io/b": "unknown",
  };
  const kept = stored({ containers: [{ name: "a" }, { name: "b" }] }, { annotations });
  expect(kept?.containers.map(({ securityContext }) => securityContext)).toEqual([
    { appArmorProfile: { type: "Localhost", localhostProfile: "strict" } },
    undefined,
  ]);
});
