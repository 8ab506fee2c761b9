import { type PodCase, shell } from "./pod-case.ts";

const withoutCgroups = { "sandbox as a user": "warned", "docker rootless": "warned" } as const;
const noLimit = { containers: { main: "exit 1 Error", other: "exit 0 Completed", killed: "exit 3 Error" } };

/** What only engines that may change owners and set limits can do: in the sandbox, root. */
export const ownershipCases: readonly PodCase[] = [
  {
    name: "gives volumes to fsGroup, with the modes that a kubelet sets",
    feature: "volumeGroups",
    lacking: { "sandbox as a user": "warned" },
    configMaps: [{ metadata: { name: "settings" }, data: { color: "red", size: "1" } }],
    secrets: [{ metadata: { name: "keys" }, stringData: { password: "s3cret" } }],
    spec: {
      restartPolicy: "Never",
      securityContext: { fsGroup: 2000, runAsUser: 1000, runAsGroup: 3000, fsGroupChangePolicy: "OnRootMismatch" },
      volumes: [
        { name: "data", emptyDir: {} },
        { name: "settings", configMap: { name: "settings", items: [{ key: "color", path: "deep/color" }] } },
        { name: "keys", secret: { secretName: "keys", defaultMode: 0o400 } },
      ],
      containers: [
        shell(
          "main",
          "stat -c '%n %a %u %g' /data /settings /keys; stat -Lc '%n %a %u %g' /settings/deep /settings/deep/color /keys/password; stat -c '%n %u %g' /keys/..data /keys/password; cat /keys/password; echo; mkdir /data/new; stat -c '%a %u %g' /data/new",
          {
            volumeMounts: ["data", "settings", "keys"].map((name) => ({ name, mountPath: `/${name}` })),
          },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: {
        main: [
          ...["/data 2777 0 2000", "/settings 2777 0 2000", "/keys 3777 0 2000"],
          ...["/settings/deep 2755 0 2000", "/settings/deep/color 644 0 2000", "/keys/password 440 0 2000"],
          ...["/keys/..data 0 2000", "/keys/password 0 2000", "s3cret", "2755 1000 2000"],
        ],
      },
    },
    differs: {
      "sandbox as a user": {
        logs: {
          main: [
            ...["/data 777 1000 3000", "/settings 777 1000 3000", "/keys 1777 1000 3000"],
            ...["/settings/deep 755 1000 3000", "/settings/deep/color 644 1000 3000", "/keys/password 400 1000 3000"],
            ...["/keys/..data 1000 3000", "/keys/password 1000 3000", "s3cret", "755 1000 3000"],
          ],
        },
      },
    },
  },
  {
    name: "kills a container that takes more memory than its limit, and says that it was for that",
    feature: "memoryLimits",
    lacking: withoutCgroups,
    spec: {
      restartPolicy: "Never",
      containers: [
        // Without a limit it would take at most what `ulimit` allows, and fail otherwise.
        shell("main", "ulimit -v 400000; exec tail /dev/zero", { resources: { limits: { memory: "32Mi" } } }),
        shell("other", "sleep 0.5; echo done", { resources: { limits: { memory: "32Mi", cpu: "500m" } } }),
        shell("killed", "kill -9 $$$$; sh -c 'kill -9 $PPID'; exit 3", { resources: { limits: { memory: "32Mi" } } }),
      ],
    },
    want: {
      phase: "Failed",
      containers: { main: "exit 137 OOMKilled", other: "exit 0 Completed", killed: "exit 3 Error" },
      logs: { other: ["done"] },
    },
    differs: { "sandbox as a user": noLimit, "docker rootless": noLimit },
  },
  {
    name: "gives a container no more CPU than its limit",
    feature: "cpuLimits",
    lacking: withoutCgroups,
    spec: {
      restartPolicy: "Never",
      containers: [
        // Busy for three seconds, of which it gets a fifth. The 14th to 17th of its figures are hundredths of a second of CPU.
        shell(
          "main",
          "end=$(( $(date +%s) + 3 )); while test $(date +%s) -lt $end; do :; done; set -- $(cut -d' ' -f14-17 /proc/$$/stat); test $(($1 + $2 + $3 + $4)) -lt 100 && echo held; exit 0",
          { resources: { limits: { cpu: "200m" } } },
        ),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["held"] } },
    differs: { "sandbox as a user": { logs: {} }, "docker rootless": { logs: {} } },
  },
  {
    name: "keeps an emptyDir in memory, and lets it grow no further than its sizeLimit",
    feature: "memoryVolumes",
    lacking: { "sandbox as a user": "warned" },
    spec: {
      restartPolicy: "Never",
      securityContext: { fsGroup: 2000, runAsUser: 1000 },
      volumes: [{ name: "memory", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } }],
      initContainers: [
        shell("init", "head -c 2097152 /dev/zero > /memory/x 2>/dev/null && sleep 60 || echo full; wc -c < /memory/x", {
          volumeMounts: [{ name: "memory", mountPath: "/memory" }],
        }),
      ],
      containers: [
        shell("main", "stat -c '%a %u %g' /m; grep ' /m ' /proc/mounts | cut -d' ' -f3; wc -c < /m/x", {
          volumeMounts: [{ name: "memory", mountPath: "/m" }],
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { init: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { init: ["full", "1048576"], main: ["3777 0 2000", "tmpfs", "1048576"] },
    },
    differs: {
      "sandbox as a user": {
        phase: 'Failed: Evicted: Usage of EmptyDir volume "memory" exceeds the limit "1Mi". ',
        containers: { init: "exit 137 Error", main: "waiting PodInitializing" },
        logs: { init: [], main: [] },
      },
    },
  },
];
