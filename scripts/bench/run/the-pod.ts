import type { Pod, PodSpec } from "@podwright/core";

/**
 * An init container, a native sidecar and a main container. The first and the last do nothing; the sidecar has to outlive them to be one, and
 * ends at once when it is told to.
 */
export const podSpec: PodSpec = {
  restartPolicy: "Never",
  automountServiceAccountToken: false,
  initContainers: [
    { name: "init", image: "localhost/busybox:1", imagePullPolicy: "IfNotPresent", command: ["true"] },
    {
      name: "sidecar",
      image: "localhost/busybox:1",
      imagePullPolicy: "IfNotPresent",
      restartPolicy: "Always",
      command: ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait"],
    },
  ],
  containers: [{ name: "main", image: "localhost/busybox:1", imagePullPolicy: "IfNotPresent", command: ["true"] }],
};

export function podNamed(name: string): Pod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: podSpec };
}

/** The task that Flyte makes the same Pod of, as its client writes it. */
export const task: object = {
  template: {
    id: { resourceType: "TASK", project: "bench", domain: "development", name: "bench.run", version: "1" },
    type: "sidecar",
    taskTypeVersion: 2,
    metadata: {},
    interface: {},
    k8sPod: { metadata: {}, podSpec },
    config: { primary_container_name: "main" },
  },
};
