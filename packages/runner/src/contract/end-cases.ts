import { type PodCase, shell, untilTerm } from "./pod-case.ts";

const deaf = "trap '' TERM; echo deaf; while :; do sleep 0.1; done";

/** How containers and Pods end. */
export const endCases: readonly PodCase[] = [
  {
    name: "tells each exit code, and a child's signal as the shell does",
    feature: "exits",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("most", "exit 255"),
        shell("segment", "sh -c 'kill -SEGV $$$$' 2>/dev/null; exit $?"),
        shell("killed", "sh -c 'kill -KILL $$$$'; exit $?"),
        shell("unable", "/etc/passwd 2>/dev/null"),
        shell("missing", "/no/such/program 2>/dev/null"),
        { name: "plain", command: ["/bin/false"] },
      ],
    },
    want: {
      phase: "Failed",
      containers: {
        most: "exit 255 Error",
        segment: "exit 139 Error",
        killed: "exit 137 Error",
        unable: "exit 126 Error",
        missing: "exit 127 Error",
        plain: "exit 1 Error",
      },
    },
  },
  {
    name: "stops init containers too when the Pod is active for too long",
    feature: "deadlines",
    spec: {
      restartPolicy: "OnFailure",
      activeDeadlineSeconds: 10,
      initContainers: [
        shell("sidecar", untilTerm, { restartPolicy: "Always" }),
        shell("init", "trap 'echo cut off; exit 5' TERM; while :; do sleep 0.02; done"),
      ],
      containers: [shell("main", "true")],
    },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { sidecar: "exit 0 Completed", init: "exit 5 Error", main: "waiting PodInitializing" },
      logs: { sidecar: ["stopped"], init: ["cut off"], main: [] },
    },
  },
  {
    name: "gives containers the grace period to end in, and kills who is not done then",
    feature: "gracePeriods",
    spec: {
      restartPolicy: "Never",
      activeDeadlineSeconds: 10,
      terminationGracePeriodSeconds: 3,
      containers: [
        shell("slow", "trap 'sleep 1; echo saved; exit 0' TERM; while :; do sleep 0.02; done"),
        shell("deaf", deaf),
        // The first process of a container has no default for a signal: who does not ask for SIGTERM is not stopped by it.
        { name: "plain", command: ["/bin/sleep", "1000"] },
      ],
    },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { slow: "exit 0 Completed", deaf: "exit 137 Error", plain: "exit 137 Error" },
      logs: { slow: ["saved"], deaf: ["deaf"] },
    },
  },
  {
    name: "stops sidecars within the Pod's grace period once the task is done",
    feature: "gracePeriods",
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 3,
      initContainers: [
        shell("outer", untilTerm, { restartPolicy: "Always" }),
        shell("inner", deaf, { restartPolicy: "Always" }),
      ],
      containers: [shell("main", "echo done")],
    },
    want: {
      phase: "Succeeded",
      containers: { outer: "exit 0 Completed", inner: "exit 137 Error", main: "exit 0 Completed" },
      logs: { outer: ["stopped"], inner: ["deaf"], main: ["done"] },
    },
  },
  {
    name: "keeps at most 4096 bytes of a termination message, and 2048 of a log",
    feature: "messages",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("file", "head -c 5000 /dev/zero | tr '\\0' x > /dev/termination-log"),
        shell("log", "head -c 5000 /dev/zero | tr '\\0' y; echo z; exit 1", {
          terminationMessagePolicy: "FallbackToLogsOnError",
        }),
      ],
    },
    want: {
      phase: "Failed",
      containers: {
        file: `exit 0 Completed message ${"x".repeat(4096)}`,
        log: `exit 1 Error message ${"y".repeat(2046)}z`,
      },
    },
  },
  {
    name: "ends with the init container's exit code when it fails, and keeps its message",
    feature: "initContainers",
    spec: {
      restartPolicy: "Never",
      initContainers: [
        shell("good", "true"),
        shell("bad", "echo no inputs > /dev/termination-log; exit 7"),
        shell("after", "true"),
      ],
      containers: [shell("main", "true")],
    },
    want: {
      phase: "Failed",
      containers: {
        good: "exit 0 Completed",
        bad: "exit 7 Error message no inputs",
        after: "waiting PodInitializing",
        main: "waiting PodInitializing",
      },
      order: ["good +", "good -", "bad +", "bad -"],
    },
  },
  {
    name: "runs the main containers side by side",
    feature: "mainContainers",
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      containers: ["one", "two"].map((name) =>
        shell(name, `touch /data/${name}; until test -e /data/one && test -e /data/two; do sleep 0.1; done; echo met`, {
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ),
    },
    want: {
      phase: "Succeeded",
      containers: { one: "exit 0 Completed", two: "exit 0 Completed" },
      logs: { one: ["met"], two: ["met"] },
    },
  },
];
