import { type PodCase, shell, untilTerm } from "./pod-case.ts";
import { freePort, serveFiles } from "./serve-files.ts";

const data = { volumes: [{ name: "data", emptyDir: {} }] };
const mounted = { volumeMounts: [{ name: "data", mountPath: "/data" }] };
const exec = (script: string) => ({ exec: { command: ["/bin/sh", "-c", script] } });
const sidecar = { restartPolicy: "Always" };
/** Where one answer decides, a slow one must not be taken for a failure. */
const patient = { periodSeconds: 1, timeoutSeconds: 20 };

const [httpPort, refusedPort, tcpPort] = [await freePort(), await freePort(), await freePort()];

/** Runs once until it is stopped; a second time it ends at once. */
const onceUntilTerm = `test -e /data/again && exit 0; touch /data/again; ${untilTerm}`;

/** Probes of every kind, and what comes of them. */
export const probeCases: readonly PodCase[] = [
  {
    name: "starts what follows a sidecar when its startup probe has succeeded",
    feature: "startupProbes",
    spec: {
      restartPolicy: "Never",
      ...data,
      initContainers: [
        shell("sidecar", `sleep 1; touch /data/up; ${untilTerm}`, {
          ...sidecar,
          ...mounted,
          startupProbe: { ...exec("test -e /data/up"), periodSeconds: 1, failureThreshold: 30 },
        }),
      ],
      containers: [shell("main", "ls /data", mounted)],
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { sidecar: ["stopped"], main: ["up"] },
      order: ["sidecar +", "main +", "main -", "sidecar -"],
    },
  },
  {
    name: "asks a sidecar over HTTP, by its port's name, whether it has started",
    feature: "startupProbes",
    spec: {
      restartPolicy: "Never",
      initContainers: [
        shell("sidecar", `sleep 1; ${serveFiles(httpPort)}`, {
          ...sidecar,
          ports: [{ name: "web", containerPort: httpPort }],
          startupProbe: { httpGet: { path: "/ok", port: "web" }, periodSeconds: 1, failureThreshold: 30 },
        }),
      ],
      containers: [shell("main", "echo after")],
      terminationGracePeriodSeconds: 1,
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 137 Error", main: "exit 0 Completed" },
      logs: { main: ["after"] },
      order: ["sidecar +", "main +", "main -", "sidecar -"],
    },
  },
  {
    name: "asks a sidecar whether it listens",
    feature: "startupProbes",
    spec: {
      restartPolicy: "Never",
      initContainers: [
        shell("sidecar", `sleep 1; ${serveFiles(tcpPort)}`, {
          ...sidecar,
          startupProbe: { tcpSocket: { port: tcpPort }, periodSeconds: 1, failureThreshold: 30 },
        }),
      ],
      containers: [shell("main", "echo after")],
      terminationGracePeriodSeconds: 1,
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 137 Error", main: "exit 0 Completed" },
      logs: { main: ["after"] },
    },
  },
  {
    name: "stops a container that fails its liveness probe and starts it again, whatever its exit code was",
    feature: "livenessProbes",
    spec: {
      restartPolicy: "OnFailure",
      ...data,
      containers: [
        shell("main", onceUntilTerm, {
          ...mounted,
          livenessProbe: { ...exec("exit 3"), periodSeconds: 1, failureThreshold: 1 },
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed restarts 1" },
      order: ["main +", "main -", "main +", "main -"],
    },
  },
  {
    name: "stops a container that answers with an error, and ends the Pod where nothing is started again",
    feature: "livenessProbes",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", `trap 'exit 5' TERM; (${serveFiles(refusedPort)}) & while :; do sleep 0.02; done`, {
          livenessProbe: {
            httpGet: { path: "/none", port: refusedPort },
            initialDelaySeconds: 1,
            periodSeconds: 1,
            failureThreshold: 2,
          },
        }),
      ],
    },
    want: { phase: "Failed", containers: { main: "exit 5 Error" } },
  },
  {
    name: "asks whether a container lives only when it has started",
    feature: "livenessProbes",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "sleep 2; touch /tmp/up; sleep 3", {
          startupProbe: { ...exec("test -e /tmp/up"), periodSeconds: 1, failureThreshold: 30 },
          livenessProbe: { ...exec("test -e /tmp/up"), ...patient, failureThreshold: 1 },
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" } },
  },
  {
    name: "gives a container that does not start the grace period of its probe, not the Pod's",
    feature: "startupProbes",
    spec: {
      restartPolicy: "OnFailure",
      terminationGracePeriodSeconds: 600,
      ...data,
      containers: [
        shell("main", "test -e /data/again && exit 0; touch /data/again; trap '' TERM; while :; do sleep 0.1; done", {
          ...mounted,
          startupProbe: { ...exec("false"), periodSeconds: 1, failureThreshold: 1, terminationGracePeriodSeconds: 1 },
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed restarts 1" } },
  },
  {
    name: "restarts a sidecar that fails its liveness probe while the task goes on",
    feature: "livenessProbes",
    spec: {
      restartPolicy: "Never",
      ...data,
      initContainers: [
        shell("sidecar", untilTerm.replace("; while", "; echo begun; echo x >> /data/begun; while"), {
          ...sidecar,
          ...mounted,
          livenessProbe: {
            ...exec("test -e /data/again || { touch /data/again; exit 1; }"),
            ...patient,
            failureThreshold: 1,
          },
        }),
      ],
      containers: [shell("main", "until test $(wc -l < /data/begun) = 2; do sleep 0.1; done", mounted)],
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 0 Completed restarts 1", main: "exit 0 Completed" },
      logs: { sidecar: ["begun", "stopped", "begun", "stopped"] },
    },
  },
  {
    name: "does not count a probe whose program is not there",
    feature: "livenessProbes",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "sleep 3", {
          livenessProbe: { exec: { command: ["no-such-program"] }, ...patient, failureThreshold: 1 },
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" } },
  },
  {
    name: "counts a probe that takes too long as failed",
    feature: "livenessProbes",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "trap 'exit 6' TERM; while :; do sleep 0.02; done", {
          livenessProbe: { ...exec("sleep 30"), periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 },
        }),
      ],
    },
    want: { phase: "Failed", containers: { main: "exit 6 Error" } },
  },
];
