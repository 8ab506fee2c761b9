import { type PodCase, readyUntilTerm, shell, untilTerm } from "./pod-case.ts";

const data = { volumes: [{ name: "data", emptyDir: {} }] };
const volumeMounts = [{ name: "data", mountPath: "/data" }];
/** Fails until it was started so many times; seconds since its last start are kept in a file. */
const failsUntil = (starts: number) =>
  `echo x >> /data/starts; date +%s >> /data/times; test $(wc -l < /data/starts) -ge ${starts}`;

/** What is started again, when, and what is not. */
export const restartCases: readonly PodCase[] = [
  {
    name: "waits ten seconds before a second restart",
    feature: "restarts",
    spec: {
      restartPolicy: "OnFailure",
      ...data,
      containers: [
        shell(
          "main",
          `${failsUntil(3)} || exit 1; set -- $(cat /data/times); test $(($2 - $1)) -lt 10 && test $(($3 - $2)) -ge 9 && echo in time`,
          { volumeMounts },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed restarts 2" },
      logs: { main: ["in time"] },
      order: ["main +", "main -", "main +", "main -", "main +", "main -"],
    },
  },
  {
    name: "starts a failed init container again under Always, and after it what follows",
    feature: "restarts",
    spec: {
      restartPolicy: "Always",
      activeDeadlineSeconds: 20,
      ...data,
      initContainers: [shell("init", failsUntil(2), { volumeMounts }), shell("next", "echo next")],
      containers: [shell("main", untilTerm)],
    },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { init: "exit 0 Completed restarts 1", next: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { next: ["next"], main: ["stopped"] },
      order: ["init +", "init -", "init +", "init -", "next +", "next -", "main +", "main -"],
    },
  },
  {
    name: "starts a main container again under Always though it has succeeded",
    feature: "restarts",
    spec: {
      restartPolicy: "Always",
      activeDeadlineSeconds: 20,
      ...data,
      containers: [
        shell("main", `echo x >> /data/starts; test $(wc -l < /data/starts) = 1 && exit 0; echo again; ${untilTerm}`, {
          volumeMounts,
        }),
      ],
    },
    want: {
      phase: "Failed: DeadlineExceeded",
      containers: { main: "exit 0 Completed restarts 1" },
      logs: { main: ["again", "stopped"] },
      order: ["main +", "main -", "main +", "main -"],
    },
  },
  {
    name: "starts only what failed again under OnFailure",
    feature: "restarts",
    spec: {
      restartPolicy: "OnFailure",
      ...data,
      containers: [shell("good", "echo once"), shell("bad", failsUntil(2), { volumeMounts })],
    },
    want: {
      phase: "Succeeded",
      containers: { good: "exit 0 Completed", bad: "exit 0 Completed restarts 1" },
      logs: { good: ["once"] },
    },
  },
  {
    name: "starts a sidecar again that ends while the task runs, whatever the Pod's restart policy",
    feature: "sidecars",
    spec: {
      restartPolicy: "Never",
      ...data,
      initContainers: [
        shell("sidecar", readyUntilTerm("echo up >> /data/ups; test $(wc -l < /data/ups) = 1 && exit 4"), {
          restartPolicy: "Always",
          volumeMounts,
        }),
      ],
      containers: [
        shell("main", "until test $(wc -l < /data/ups) = 2; do sleep 0.1; done; echo twice", { volumeMounts }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 0 Completed restarts 1", main: "exit 0 Completed" },
      logs: { sidecar: ["stopped"], main: ["twice"] },
    },
  },
  {
    name: "gives init containers and the task the files that a sidecar before them writes",
    feature: "sidecars",
    spec: {
      restartPolicy: "Never",
      ...data,
      initContainers: [
        shell("sidecar", `sleep 0.5; echo served > /data/x; ${untilTerm}`, { restartPolicy: "Always", volumeMounts }),
        shell("init", "until cat /data/x 2>/dev/null; do sleep 0.1; done", { volumeMounts }),
      ],
      containers: [shell("main", "cat /data/x", { volumeMounts })],
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 0 Completed", init: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { init: ["served"], main: ["served"], sidecar: ["stopped"] },
      order: ["sidecar +", "init +", "init -", "main +", "main -", "sidecar -"],
    },
  },
];
