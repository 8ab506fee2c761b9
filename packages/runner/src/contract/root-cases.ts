import { type PodCase, shell } from "./pod-case.ts";

/** What containers see and may do apart from their volumes. */
export const rootCases: readonly PodCase[] = [
  {
    name: "sees nothing of any home, of other processes, or of what other containers left in /tmp",
    feature: "rootFilesystem",
    spec: {
      restartPolicy: "Never",
      initContainers: [shell("init", "touch /tmp/left; hostname")],
      containers: [shell("main", "ls -A /root /tmp; set -- /proc/[0-9]*; echo $# $$$$; hostname; cat /etc/hostname")],
    },
    want: {
      phase: "Succeeded",
      containers: { init: "exit 0 Completed", main: "exit 0 Completed" },
      logs: {
        init: ["contract"],
        main: ["/root:", "", "/tmp:", "1 1", "contract", "contract"],
      },
    },
  },
  {
    name: "may write to the root, and not to the machine's settings",
    feature: "rootFilesystem",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell(
          "main",
          "mkdir /new && echo ok > /new/x && cat /new/x; (echo 1 > /proc/sys/kernel/panic) 2>/dev/null || echo refused",
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: {
        main: ["ok", "refused"],
      },
    },
  },
  {
    name: "may not write to the root when it is read-only, but to volumes and /dev",
    feature: "rootFilesystem",
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      containers: [
        shell(
          "main",
          "touch /x 2>/dev/null || touch /tmp/x 2>/dev/null || echo read-only; touch /data/x /dev/shm/x && echo volumes; echo stdout > /dev/stdout",
          {
            securityContext: { readOnlyRootFilesystem: true },
            volumeMounts: [{ name: "data", mountPath: "/data" }],
          },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: {
        main: ["read-only", "volumes", "stdout"],
      },
    },
  },
  {
    name: "has the user that the Pod names, and /etc/hosts with its aliases",
    feature: "users",
    lacking: { "sandbox as a user": "warned" },
    spec: {
      restartPolicy: "Never",
      securityContext: { runAsUser: 1000, runAsGroup: 3000 },
      hostAliases: [{ ip: "10.1.2.3", hostnames: ["store.internal"] }],
      containers: [
        shell("main", "id -u; id -g; grep store /etc/hosts | tr '\\t' ' '"),
        shell("own", "id -u; echo $HOME", { securityContext: { runAsUser: 1001 } }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed", own: "exit 0 Completed" },
      logs: { main: ["1000", "3000", "10.1.2.3 store.internal"], own: ["1001", "/"] },
    },
  },
];
