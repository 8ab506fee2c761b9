import { type PodCase, shell, untilTerm } from "./pod-case.ts";

const noSuchProgram = {
  containers: {
    main: 'exit 128 StartError message exec: "no-such-program": not found; the sandbox has this machine\'s programs, not those of the image',
  },
};

const noSuchProgramInImage = {
  containers: { main: 'exit 128 StartError message exec: "no-such-program": executable file not found in $PATH' },
};

/** Order, restarts, termination and messages. */
export const lifecycleCases: readonly PodCase[] = [
  {
    name: "runs init containers one after the other, then main containers",
    feature: "initContainers",
    spec: {
      restartPolicy: "Never",
      initContainers: [shell("first", "sleep 0.05"), shell("second", "true")],
      containers: [shell("main", "echo done")],
    },
    want: {
      phase: "Succeeded",
      containers: { first: "exit 0 Completed", second: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { main: ["done"] },
      order: ["first +", "first -", "second +", "second -", "main +", "main -"],
    },
  },
  {
    name: "starts sidecars before what follows them, and stops them last, in reverse",
    feature: "sidecars",
    spec: {
      restartPolicy: "Never",
      initContainers: [
        shell("outer", untilTerm, { restartPolicy: "Always" }),
        shell("inner", `${untilTerm.replace("exit 0", "sleep 0.1; exit 0")}`, { restartPolicy: "Always" }),
        shell("init", "true"),
      ],
      containers: [shell("main", "true")],
    },
    want: {
      phase: "Succeeded",
      containers: {
        outer: "exit 0 Completed",
        inner: "exit 0 Completed",
        init: "exit 0 Completed",
        main: "exit 0 Completed",
      },
      logs: { outer: ["stopped"], inner: ["stopped"] },
      order: ["outer +", "inner +", "init +", "init -", "main +", "main -", "inner -", "outer -"],
    },
  },
  {
    name: "never starts the task when an init container fails, and stops the sidecars",
    feature: "initContainers",
    spec: {
      restartPolicy: "Never",
      initContainers: [shell("sidecar", untilTerm, { restartPolicy: "Always" }), shell("init", "echo no >&2; exit 3")],
      containers: [shell("main", "true")],
    },
    want: {
      phase: "Failed",
      containers: { sidecar: "exit 0 Completed", init: "exit 3 Error", main: "waiting PodInitializing" },
      logs: { init: ["! no"], main: [] },
      order: ["sidecar +", "init +", "init -", "sidecar -"],
    },
  },
  {
    name: "does not count how a sidecar ends",
    feature: "sidecars",
    spec: {
      restartPolicy: "Never",
      initContainers: [
        shell("sidecar", "trap 'exit 9' TERM; while :; do sleep 0.02; done", { restartPolicy: "Always" }),
      ],
      containers: [shell("main", "true")],
    },
    want: { phase: "Succeeded", containers: { sidecar: "exit 9 Error", main: "exit 0 Completed" } },
  },
  {
    name: "waits for every main container, and fails when one does",
    feature: "mainContainers",
    spec: { restartPolicy: "Never", containers: [shell("quick", "exit 1"), shell("slow", "sleep 0.1; echo late")] },
    want: {
      phase: "Failed",
      containers: { quick: "exit 1 Error", slow: "exit 0 Completed" },
      logs: { slow: ["late"] },
    },
  },
  {
    name: "starts a failed container again under OnFailure",
    feature: "restarts",
    spec: {
      restartPolicy: "OnFailure",
      volumes: [{ name: "data", emptyDir: {} }],
      initContainers: [
        shell("init", "test -e /data/init || { touch /data/init; exit 1; }", {
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ],
      containers: [
        shell("main", "test -e /data/main || { touch /data/main; exit 1; }", {
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { init: "exit 0 Completed restarts 1", main: "exit 0 Completed restarts 1" },
      order: ["init +", "init -", "init +", "init -", "main +", "main -", "main +", "main -"],
    },
  },
  {
    name: "stops a Pod that is active for too long",
    feature: "deadlines",
    spec: { restartPolicy: "Never", activeDeadlineSeconds: 10, containers: [shell("main", untilTerm)] },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { main: "exit 0 Completed" },
      logs: { main: ["stopped"] },
    },
  },
  {
    name: "kills what ignores SIGTERM once the grace period is over",
    feature: "gracePeriods",
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 0,
      initContainers: [shell("deaf", "trap '' TERM; while :; do sleep 1; done", { restartPolicy: "Always" })],
      containers: [shell("main", "true")],
    },
    want: { phase: "Succeeded", containers: { deaf: "exit 137 Error", main: "exit 0 Completed" } },
  },
  {
    name: "takes every process of a container with its first one",
    feature: "exits",
    spec: { restartPolicy: "Never", containers: [shell("main", "sleep 1000 & echo first ends")] },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["first ends"] } },
  },
  {
    name: "reads the termination message, or the end of the log where the Pod asks for that",
    feature: "messages",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("file", "echo why > /dev/termination-log; exit 1"),
        shell("own-path", "echo here > /tmp/end; exit 1", { terminationMessagePath: "/tmp/end" }),
        shell("log", "echo one; sleep 0.5; echo two >&2; exit 1", {
          terminationMessagePolicy: "FallbackToLogsOnError",
        }),
        shell("fine", "echo one", { terminationMessagePolicy: "FallbackToLogsOnError" }),
      ],
    },
    want: {
      phase: "Failed",
      containers: {
        file: "exit 1 Error message why",
        "own-path": "exit 1 Error message here",
        log: "exit 1 Error message one|two",
        fine: "exit 0 Completed",
      },
    },
  },
  {
    name: "fails a container whose program does not exist, and names it",
    feature: "exits",
    spec: { restartPolicy: "Never", containers: [{ name: "main", command: ["no-such-program", "--help"] }] },
    want: {
      phase: "Failed",
      containers: {
        main: 'exit 128 StartError message failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "no-such-program": executable file not found in $PATH: unknown',
      },
      logs: { main: [] },
      order: ["main -"],
    },
    differs: {
      "sandbox as root": noSuchProgram,
      "sandbox as a user": noSuchProgram,
      docker: noSuchProgramInImage,
      "docker rootless": noSuchProgramInImage,
    },
  },
  {
    name: "keeps a last line without its end, both streams, and lines that look like the sandbox's own",
    feature: "logs",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "echo 'bwrap: not at all' >&2; printf '\\377\\n' >&2; sleep 0.5; printf 'no end'; exit 1"),
      ],
    },
    want: {
      phase: "Failed",
      containers: { main: "exit 1 Error" },
      logs: { main: ["no end", "! bwrap: not at all", "! \uFFFD"] },
    },
  },
];
