/** The shell of the image that the cluster's node has. */
const shell = (script: string) => ["/bin/sh", "-c", script];

export interface ShellTask {
  readonly name: string;
  readonly main: string;
  readonly init?: string;
  readonly image?: string;
  /** Names of inputs, all integers. */
  readonly inputs?: readonly string[];
  /** Names of outputs, all integers, that the task writes by itself. */
  readonly outputs?: readonly string[];
}

/** A task spec, as protojson, of a Pod with a sidecar, an init container and a main container, each a script. */
export function shellTask({
  name,
  main,
  init = "true",
  image = "localhost/busybox:1",
  inputs = [],
  outputs = [],
}: ShellTask): string {
  const podSpec = {
    restartPolicy: "Never",
    terminationGracePeriodSeconds: 2,
    initContainers: [
      {
        name: "side",
        image: "localhost/busybox:1",
        restartPolicy: "Always",
        command: shell("trap 'echo side stops; exit 0' TERM; echo side runs; while :; do sleep 0.1; done"),
      },
      { name: "init", image, command: shell(init) },
    ],
    containers: [{ name: "main", image: "localhost/busybox:1", command: shell(main) }],
  };
  const integers = (names: readonly string[]) => {
    return { variables: Object.fromEntries(names.map((name) => [name, { type: { simple: "INTEGER" } }])) };
  };
  return JSON.stringify({
    template: {
      id: { project: "p", domain: "d", name, version: "v" },
      type: "sidecar",
      taskTypeVersion: 2,
      metadata: {},
      interface: { inputs: integers(inputs), outputs: integers(outputs) },
      config: { primary_container_name: "main" },
      k8sPod: { podSpec },
    },
  });
}
