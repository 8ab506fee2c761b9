import { type PodCase, shell, untilTerm } from "./pod-case.ts";

const exec = (script: string) => ({ exec: { command: ["/bin/sh", "-c", script] } });
const data = { volumes: [{ name: "data", emptyDir: {} }] };
const mounted = { volumeMounts: [{ name: "data", mountPath: "/data" }] };

/** Hooks, and the order of a Pod's end. */
export const hookCases: readonly PodCase[] = [
  {
    name: "starts the next container when the hook after the start of the one before is done",
    feature: "postStart",
    spec: {
      restartPolicy: "Never",
      ...data,
      containers: [
        shell("first", "while ! test -e /data/second; do sleep 0.05; done", {
          ...mounted,
          lifecycle: { postStart: exec("sleep 1; echo $OWN > /data/hook") },
          env: [{ name: "OWN", value: "its environment" }],
        }),
        shell("second", "cat /data/hook; touch /data/second", mounted),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { first: "exit 0 Completed", second: "exit 0 Completed" },
      logs: { second: ["its environment"] },
    },
  },
  {
    name: "stops a container whose hook after the start fails",
    feature: "postStart",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "trap 'exit 4' TERM; while :; do sleep 0.02; done", {
          lifecycle: { postStart: exec("sleep 0.3; exit 1") },
        }),
      ],
    },
    want: { phase: "Failed", containers: { main: "exit 4 Error" } },
  },
  {
    name: "runs the hook before the stop, then sends the signal",
    feature: "preStop",
    spec: {
      restartPolicy: "Never",
      initContainers: [
        shell("sidecar", "trap 'cat /tmp/hook; exit 0' TERM; while :; do sleep 0.02; done", {
          restartPolicy: "Always",
          lifecycle: { preStop: exec("sleep 0.5; echo hook > /tmp/hook") },
        }),
      ],
      containers: [shell("main", "sleep 0.3")],
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { sidecar: ["hook"] },
    },
  },
  {
    name: "waits for the hook before the stop no longer than the grace period",
    feature: "preStop",
    spec: {
      restartPolicy: "Never",
      activeDeadlineSeconds: 10,
      terminationGracePeriodSeconds: 1,
      containers: [
        shell("main", untilTerm, { lifecycle: { preStop: { sleep: { seconds: 1 } } } }),
        shell("long", untilTerm, { lifecycle: { preStop: exec("sleep 600") } }),
      ],
    },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { main: "exit 0 Completed", long: "exit 0 Completed" },
      logs: { main: ["stopped"], long: ["stopped"] },
    },
  },
  {
    name: "counts the time of init containers towards the deadline",
    feature: "deadlines",
    spec: {
      restartPolicy: "Never",
      activeDeadlineSeconds: 10,
      initContainers: [shell("init", untilTerm)],
      containers: [shell("main", "true")],
    },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { init: "exit 0 Completed", main: "waiting PodInitializing" },
      logs: { init: ["stopped"] },
    },
  },
  {
    name: "signals sidecars when the grace period is over, though others have not ended",
    feature: "gracePeriods",
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      ...data,
      initContainers: [
        shell("sidecar", "trap 'touch /data/stopped; exit 0' TERM; while :; do sleep 0.02; done", {
          restartPolicy: "Always",
          ...mounted,
        }),
      ],
      containers: [
        // A status tells the ends of both in whole seconds: which was first, only they can say. The hook takes all of the grace period, and two seconds are
        // left for the signal.
        shell("deaf", "trap '' TERM; until test -e /data/stopped; do sleep 0.02; done; echo goes on; sleep 1000", {
          ...mounted,
          lifecycle: { preStop: exec("sleep 600") },
          livenessProbe: { ...exec("exit 1"), periodSeconds: 1, failureThreshold: 1 },
        }),
      ],
    },
    want: {
      phase: "Failed",
      containers: { sidecar: "exit 0 Completed", deaf: "exit 137 Error" },
      logs: { deaf: ["goes on"] },
    },
  },
  {
    name: "stops a container though its preStop fails, and runs none for who ends by itself",
    feature: "preStop",
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 20,
      ...data,
      initContainers: [
        shell("outer", "trap 'ls /data; exit 0' TERM; while :; do sleep 0.02; done", {
          restartPolicy: "Always",
          ...mounted,
        }),
        shell("inner", untilTerm, { restartPolicy: "Always", lifecycle: { preStop: exec("exit 1") } }),
        shell("sleeper", untilTerm, { restartPolicy: "Always", lifecycle: { preStop: { sleep: { seconds: 1 } } } }),
      ],
      containers: [shell("main", "sleep 1", { lifecycle: { preStop: exec("touch /data/never") }, ...mounted })],
    },
    want: {
      phase: "Succeeded",
      containers: {
        outer: "exit 0 Completed",
        inner: "exit 0 Completed",
        sleeper: "exit 0 Completed",
        main: "exit 0 Completed",
      },
      logs: { outer: [], inner: ["stopped"], sleeper: ["stopped"] },
      order: ["outer +", "inner +", "sleeper +", "main +", "main -", "sleeper -", "inner -", "outer -"],
    },
  },
];
