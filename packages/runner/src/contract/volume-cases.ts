import { type PodCase, shell } from "./pod-case.ts";

const bundle = { metadata: { name: "my-cert-bundle" }, data: { "ca.crt": "CERTIFICATE\n" } };

/** A kubelet tries again until the task has lost Flyte's patience. */
const subPathOut = {
  phase: "Failed",
  containers: {
    init: "exit 0 Completed",
    main: "exit 128 CreateContainerError message subPath out leads out of its volume",
  },
};

const onlyOnNodes = {
  "sandbox as root": "refused",
  "sandbox as a user": "refused",
  docker: "refused",
  "docker rootless": "refused",
} as const;

/** Where volumes are mounted, what they hold on to, and what they may hold. */
export const volumeCases: readonly PodCase[] = [
  {
    name: "puts one file of a volume over another by subPath",
    feature: "subPaths",
    configMaps: [bundle],
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "ca", configMap: { name: "my-cert-bundle" } }],
      containers: [
        shell("main", "cat /etc/ssl/certs/ca-certificates.crt /usr/share/zoneinfo/made-up/deep/ca.pem", {
          volumeMounts: [
            { name: "ca", mountPath: "/etc/ssl/certs/ca-certificates.crt", subPath: "ca.crt" },
            { name: "ca", mountPath: "/usr/share/zoneinfo/made-up/deep/ca.pem", subPath: "ca.crt" },
          ],
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: { main: ["CERTIFICATE", "CERTIFICATE"] },
    },
  },
  {
    name: "carries an emptyDir from the init container to the task, under another path and read-only",
    feature: "emptyDirs",
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      initContainers: [
        shell("init", "mkdir sub && echo 4 > sub/x", {
          workingDir: "/data",
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ],
      containers: [
        shell("main", "cat /var/inputs/x; touch /var/inputs/y 2>/dev/null || cat /var/../var/flyte/all/sub/x", {
          volumeMounts: [
            { name: "data", mountPath: "/var/inputs", subPath: "sub", readOnly: true },
            { name: "data", mountPath: "/var//flyte/all" },
          ],
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { init: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { main: ["4", "4"] },
    },
  },
  {
    name: "mounts one volume inside another",
    feature: "emptyDirs",
    configMaps: [bundle],
    spec: {
      restartPolicy: "Never",
      volumes: [
        { name: "data", emptyDir: {} },
        { name: "ca", configMap: { name: "my-cert-bundle" } },
      ],
      containers: [
        shell("main", "touch /a/x; cat /a/b/c/ca.crt", {
          volumeMounts: [
            { name: "ca", mountPath: "/a/b/c" },
            { name: "data", mountPath: "/a" },
          ],
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["CERTIFICATE"] } },
  },
  {
    name: "refuses a subPath that leads out of its volume through a link",
    feature: "subPaths",
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      initContainers: [shell("init", "ln -s / /data/out", { volumeMounts: [{ name: "data", mountPath: "/data" }] })],
      containers: [shell("main", "ls /m", { volumeMounts: [{ name: "data", mountPath: "/m", subPath: "out" }] })],
    },
    want: {
      phase: "Failed",
      containers: {
        init: "exit 0 Completed",
        main: "exit 137 ContainerStatusUnknown message The container could not be located when the pod was terminated",
      },
    },
    differs: {
      "sandbox as root": subPathOut,
      "sandbox as a user": subPathOut,
      docker: subPathOut,
      "docker rootless": subPathOut,
    },
  },
  {
    name: "gives each Pod a folder of its own in a volume by subPathExpr",
    feature: "subPaths",
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      initContainers: [
        shell("init", "echo 4 > /mine/x", {
          env: [{ name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
          volumeMounts: [{ name: "data", mountPath: "/mine", subPathExpr: "logs/$(POD)" }],
        }),
      ],
      containers: [
        shell("main", "cat /data/logs/contract/x", { volumeMounts: [{ name: "data", mountPath: "/data" }] }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { init: "exit 0 Completed", main: "exit 0 Completed" },
      logs: { main: ["4"] },
    },
  },
  {
    name: "ends a Pod whose emptyDir holds more than its sizeLimit",
    feature: "volumeSizes",
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 60,
      volumes: [{ name: "data", emptyDir: { sizeLimit: "1Mi" } }],
      containers: [
        shell("main", "trap 'echo term' TERM; head -c 3000000 /dev/zero > /data/x; while :; do sleep 0.1; done", {
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ],
    },
    want: {
      phase: 'Failed: Evicted: Usage of EmptyDir volume "data" exceeds the limit "1Mi". ',
      containers: { main: "exit 137 Error" },
      logs: { main: ["term"] },
    },
  },
  {
    name: "mounts a folder of the node",
    feature: "nodeVolumes",
    lacking: onlyOnNodes,
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "node", hostPath: { path: "/etc", type: "Directory" } }],
      containers: [
        shell("main", "test -e /node/passwd && echo there", {
          volumeMounts: [{ name: "node", mountPath: "/node", readOnly: true }],
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["there"] } },
  },
  {
    name: "gives a token for the API server",
    feature: "nodeVolumes",
    lacking: onlyOnNodes,
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }],
      containers: [
        shell("main", "test -s /token/token && echo there", {
          volumeMounts: [{ name: "token", mountPath: "/token" }],
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["there"] } },
  },
];
