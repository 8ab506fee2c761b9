import { type PodCase, shell } from "./pod-case.ts";

const data = { volumes: [{ name: "data", emptyDir: {} }] };
const volumeMounts = [{ name: "data", mountPath: "/data" }];

const lineForEachAlias = {
  logs: {
    one: ["1", "named", "1", "10.1.2.3 store.internal", "10.1.2.3 store"],
    two: ["1", "named", "1", "10.1.2.3 store.internal", "10.1.2.3 store"],
  },
};

/** Who containers are, and what they share. */
export const identityCases: readonly PodCase[] = [
  {
    name: "gives a container its groups, and its own user before the Pod's",
    feature: "users",
    lacking: { "sandbox as a user": "warned" },
    spec: {
      restartPolicy: "Never",
      securityContext: { runAsUser: 1000, runAsGroup: 3000, supplementalGroups: [4000, 5000] },
      containers: [
        shell("main", "id -u; id -g; id -G"),
        shell("own", "id -u; id -g", { securityContext: { runAsUser: 1001, runAsGroup: 3001 } }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed", own: "exit 0 Completed" },
      logs: { main: ["1000", "3000", "3000 4000 5000"], own: ["1001", "3001"] },
    },
    differs: { "sandbox as a user": { logs: { main: ["1000", "3000", "3000"], own: ["1001", "3001"] } } },
  },
  {
    name: "keeps users from each other's files",
    feature: "users",
    lacking: { "sandbox as a user": "warned" },
    spec: {
      restartPolicy: "Never",
      ...data,
      initContainers: [
        shell("init", "umask 077; echo mine > /data/x; stat -c '%u %a' /data/x", {
          securityContext: { runAsUser: 1000 },
          volumeMounts,
        }),
      ],
      containers: [
        shell("main", "cat /data/x 2>/dev/null || echo denied", { securityContext: { runAsUser: 1001 }, volumeMounts }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { init: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { init: ["1000 600"], main: ["denied"] },
    },
    differs: { "sandbox as a user": { logs: { init: ["1000 600"], main: ["mine"] } } },
  },
  {
    name: "drops capabilities, of root too",
    feature: "capabilities",
    spec: {
      restartPolicy: "Never",
      ...data,
      containers: [
        shell("all", "chown 1000 /data/all 2>/dev/null || echo refused", {
          securityContext: { capabilities: { drop: ["ALL"] } },
          volumeMounts,
        }),
        shell("one", "touch /data/one; chown 1000 /data/one 2>/dev/null || echo refused", {
          securityContext: { capabilities: { drop: ["CHOWN"] } },
          volumeMounts,
        }),
        shell("back", "grep CapEff /proc/self/status", {
          securityContext: { capabilities: { drop: ["ALL"], add: ["CHOWN"] } },
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { all: "exit 0 Completed", one: "exit 0 Completed", back: "exit 0 Completed" },
      logs: { all: ["refused"], one: ["refused"], back: ["CapEff:\t0000000000000001"] },
    },
  },
  {
    name: "shares the host name and IPC between containers, and processes only where the Pod says so",
    feature: "sharedProcesses",
    spec: {
      restartPolicy: "Never",
      shareProcessNamespace: true,
      terminationGracePeriodSeconds: 5,
      initContainers: [
        // With processes shared it is not the first one, so SIGTERM ends it by default.
        { name: "sidecar", command: ["/bin/sleep", "1234"], restartPolicy: "Always" },
      ],
      containers: [
        shell(
          "main",
          "test $$$$ != 1 && echo not the first; for i in 1 2 3 4 5 6 7 8 9; do grep -qa sleep.1234 /proc/[0-9]*/cmdline && break; sleep 0.2; done; tr '\\0' ' ' < $(grep -la '^/bin/sleep.1234' /proc/[0-9]*/cmdline); echo",
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { sidecar: "exit 143 Error", main: "exit 0 Completed" },
      logs: { main: ["not the first", "/bin/sleep 1234 "] },
    },
  },
  {
    name: "keeps each container's processes to itself by default, and has the Pod's host name everywhere",
    feature: "hostNames",
    spec: {
      restartPolicy: "Never",
      hostname: "named",
      hostAliases: [{ ip: "10.1.2.3", hostnames: ["store.internal", "store"] }],
      containers: ["one", "two"].map((name) =>
        shell(name, "echo $$$$; hostname; grep -c named /etc/hosts; grep store /etc/hosts | tr '\\t' ' '"),
      ),
    },
    want: {
      phase: "Succeeded",
      containers: { one: "exit 0 Completed", two: "exit 0 Completed" },
      logs: {
        one: ["1", "named", "1", "10.1.2.3 store.internal store"],
        two: ["1", "named", "1", "10.1.2.3 store.internal store"],
      },
    },
    differs: { docker: lineForEachAlias, "docker rootless": lineForEachAlias },
  },
];
