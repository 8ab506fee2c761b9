import { type PodCase, shell } from "./pod-case.ts";

/** Lists the numbers of processes that are a `sleep`; one that has ended has no command line, though it still has its name until somebody asks how. */
const sleeping = "sleeping() { grep -laE '^(/bin/)?sleep.[57]' /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3; }";

/** `shareProcessNamespace`: one view of processes, and still containers that end each on its own. */
export const sharedProcessCases: readonly PodCase[] = [
  {
    name: "lets containers see and signal each other's processes, and ends all of a container with its first",
    feature: "sharedProcesses",
    spec: {
      restartPolicy: "Never",
      shareProcessNamespace: true,
      initContainers: [
        shell("init", "sleep 5555 & test $$$$ -ne 1 && echo not the first; exit 0"),
        { name: "sidecar", command: ["/bin/sleep", "7777"], restartPolicy: "Always" },
      ],
      containers: [
        shell(
          "main",
          `${sleeping}; until old=$(sleeping) && test "$old"; do :; done; echo $old | wc -w | tr -d ' '; kill $old; kill -9 1; test -d /proc/1 && echo alive; until new=$(sleeping) && test "$new" && test "$new" != "$old"; do :; done`,
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: {
        init: "exit 0 Completed",
        sidecar: "exit 143 Error restarts 1",
        main: "exit 0 Completed",
      },
      logs: { init: ["not the first"], main: ["1", "alive"] },
    },
  },
  {
    name: "keeps users and files of containers apart that share their processes, and runs hooks in their own container",
    feature: "sharedProcesses",
    lacking: { "sandbox as a user": "warned" },
    spec: {
      restartPolicy: "Never",
      shareProcessNamespace: true,
      volumes: [{ name: "data", emptyDir: {} }],
      containers: [
        shell("first", "id -u; touch /tmp/only-here; hostname; until test -e /data/done; do sleep 0.02; done", {
          securityContext: { runAsUser: 1001 },
          lifecycle: { postStart: { exec: { command: ["/bin/sh", "-c", "id -u > /data/hook"] } } },
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
        shell(
          "second",
          "id -u; test -e /tmp/only-here || echo apart; ls /proc/1/root/home 2>/dev/null; until test -s /data/hook; do sleep 0.02; done; cat /data/hook; touch /data/done",
          {
            volumeMounts: [{ name: "data", mountPath: "/data" }],
          },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { first: "exit 0 Completed", second: "exit 0 Completed" },
      logs: { first: ["1001", "contract"], second: ["0", "apart", "1001"] },
    },
  },
];
