import type { Container, PodSpec } from "@podwright/core";
import { type PodCase, shell } from "./pod-case.ts";
import { freePort, serveFiles } from "./serve-files.ts";

type Probe = NonNullable<Container["startupProbe"]>;

const data = { volumes: [{ name: "data", emptyDir: {} }] };
const volumeMounts = [{ name: "data", mountPath: "/data" }];
const quick = { periodSeconds: 1, timeoutSeconds: 5 };
const [httpPort, tcpPort] = [await freePort(), await freePort()];

/** A Pod whose main container is found dead once, after its start, and is well when it is started again. */
function foundDead(script: string, livenessProbe: Probe): PodSpec {
  const dies = `test -e /data/again && exit 0; touch /data/again; ${script}; trap 'echo stopped; exit 3' TERM; while :; do sleep 0.02; done`;
  return {
    restartPolicy: "OnFailure",
    ...data,
    containers: [shell("main", dies, { livenessProbe, volumeMounts })],
  };
}

const foundDeadOnce = {
  phase: "Succeeded",
  containers: { main: "exit 0 Completed restarts 1" },
  order: ["main +", "main -", "main +", "main -"],
};

/** Each kind of probe where it counts most, and those that decide nothing. */
export const probeKindCases: readonly PodCase[] = [
  {
    name: "stops a main container whose startup probe never succeeds",
    feature: "startupProbes",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "trap 'echo stopped; exit 3' TERM; while :; do sleep 0.02; done", {
          startupProbe: { exec: { command: ["false"] }, ...quick, failureThreshold: 2 },
          // not asked before the startup probe has succeeded
          livenessProbe: { exec: { command: ["touch", "/tmp/asked"] }, ...quick },
        }),
        shell("other", "sleep 1; echo goes on"),
      ],
    },
    want: {
      phase: "Failed",
      containers: { main: "exit 3 Error", other: "exit 0 Completed" },
      logs: { main: ["stopped"], other: ["goes on"] },
    },
  },
  {
    name: "starts a container again that is found dead: exec",
    feature: "livenessProbes",
    spec: foundDead("true", { exec: { command: ["test", "!", "-e", "/data/again"] }, ...quick, failureThreshold: 2 }),
    want: foundDeadOnce,
  },
  {
    name: "starts a container again that is found dead: HTTP",
    feature: "livenessProbes",
    spec: foundDead(`(${serveFiles(httpPort)}) & sleep 4; rm /tmp/www/ok`, {
      httpGet: { path: "/ok", port: httpPort, httpHeaders: [{ name: "X-Asked-By", value: "kubelet" }] },
      ...quick,
      initialDelaySeconds: 2,
      failureThreshold: 1,
    }),
    want: foundDeadOnce,
  },
  {
    name: "starts a container again that is found dead: TCP",
    feature: "livenessProbes",
    spec: foundDead("true", { tcpSocket: { port: tcpPort }, ...quick, failureThreshold: 2 }),
    want: foundDeadOnce,
  },
  {
    name: "lets a liveness probe's own grace period count",
    feature: "livenessProbes",
    spec: {
      // Under Never the kubelet stops the whole Pod, with the Pod's grace period.
      restartPolicy: "OnFailure",
      terminationGracePeriodSeconds: 600,
      ...data,
      containers: [
        shell(
          "main",
          "test -e /data/again && exit 0; touch /data/again; trap 'echo deaf' TERM; while :; do sleep 0.02; done",
          {
            livenessProbe: {
              exec: { command: ["false"] },
              ...quick,
              failureThreshold: 1,
              terminationGracePeriodSeconds: 1,
            },
            volumeMounts,
          },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed restarts 1" },
      logs: { main: ["deaf"] },
      order: ["main +", "main -", "main +", "main -"],
    },
  },
  {
    name: "asks a container whether it is ready, and goes on whatever it says",
    feature: "readinessProbes",
    spec: {
      restartPolicy: "Never",
      ...data,
      containers: [
        shell("main", "for i in $(seq 100); do test -e /data/asked && break; sleep 0.1; done; sleep 2; ls /data", {
          readinessProbe: { exec: { command: ["sh", "-c", "touch /data/asked; false"] }, ...quick },
          volumeMounts,
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["asked"] } },
  },
];
