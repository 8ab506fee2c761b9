import { type PodCase, shell } from "./pod-case.ts";

const bundle = { metadata: { name: "my-cert-bundle" }, data: { "ca.crt": "CERTIFICATE\n" } };

/** The files that ConfigMaps, Secrets and the Pod itself make in volumes. */
export const volumeFileCases: readonly PodCase[] = [
  {
    name: "hides the machine's own certificates behind a ConfigMap at /etc/ssl/certs",
    feature: "configMaps",
    configMaps: [bundle],
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "ca", configMap: { name: "my-cert-bundle" } }],
      containers: [
        shell(
          "main",
          "ls /etc/ssl/certs; readlink /etc/ssl/certs/ca.crt; cat /etc/ssl/certs/ca.crt; touch /etc/ssl/certs/x 2>/dev/null",
          {
            volumeMounts: [{ name: "ca", mountPath: "/etc/ssl/certs/", readOnly: true }],
          },
        ),
      ],
    },
    want: {
      phase: "Failed",
      containers: { main: "exit 1 Error" },
      logs: {
        main: ["ca.crt", "..data/ca.crt", "CERTIFICATE"],
      },
    },
  },
  {
    name: "writes a Secret's items under their paths with their modes",
    feature: "secrets",
    secrets: [{ metadata: { name: "keys" }, stringData: { a: "A", b: "B", c: "C" } }],
    spec: {
      restartPolicy: "Never",
      volumes: [
        {
          name: "keys",
          secret: {
            secretName: "keys",
            defaultMode: 0o440,
            items: [
              { key: "a", path: "deep/er/a" },
              { key: "b", path: "b", mode: 0o600 },
            ],
          },
        },
      ],
      containers: [
        shell("main", "cd /keys; stat -Lc '%n %a' b deep/er/a; cat deep/er/a b; echo", {
          volumeMounts: [{ name: "keys", mountPath: "/keys" }],
        }),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: { main: ["b 600", "deep/er/a 440", "AB"] },
    },
  },
  {
    name: "shows the Pod in the files of a downwardAPI volume",
    feature: "downwardApi",
    labels: { team: "blue", app: "x" },
    spec: {
      restartPolicy: "Never",
      volumes: [
        {
          name: "info",
          downwardAPI: {
            defaultMode: 0o440,
            items: [
              { path: "labels", fieldRef: { fieldPath: "metadata.labels" } },
              { path: "deep/name", fieldRef: { fieldPath: "metadata.name" }, mode: 0o400 },
              { path: "team", fieldRef: { fieldPath: "metadata.labels['team']" } },
              {
                path: "memory",
                resourceFieldRef: { containerName: "main", resource: "requests.memory", divisor: "1Mi" },
              },
              { path: "cpu", resourceFieldRef: { containerName: "main", resource: "requests.cpu", divisor: "1m" } },
            ],
          },
        },
      ],
      containers: [
        shell(
          "main",
          "cd /info; for f in labels deep/name team memory cpu; do stat -Lc '%n %a' $f; cat $f; echo; done; stat -Lc %a . deep; readlink deep; touch x 2>/dev/null || echo read-only",
          {
            resources: { requests: { memory: "64Mi", cpu: "15m" } },
            volumeMounts: [{ name: "info", mountPath: "/info" }],
          },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: {
        main: [
          ...[
            "labels 440",
            'app="x"',
            'team="blue"',
            "deep/name 400",
            "contract",
            "team 440",
            "blue",
            "memory 440",
            "64",
          ],
          ...["cpu 440", "15", "1777", "755", "..data/deep", "read-only"],
        ],
      },
    },
    // The labels that find it again.
    differs: {
      kubernetes: {
        logs: {
          main: [
            ...["labels 440", 'app="x"', 'app.kubernetes.io/managed-by="podwright"', 'podwright.dev/run="contract"'],
            ...['team="blue"', "deep/name 400", "contract", "team 440", "blue", "memory 440", "64"],
            ...["cpu 440", "15", "1777", "755", "..data/deep", "read-only"],
          ],
        },
      },
    },
  },
  {
    name: "puts ConfigMaps, Secrets and the Pod together in a projected volume",
    feature: "projected",
    configMaps: [{ metadata: { name: "settings" }, data: { color: "red", size: "1" } }],
    secrets: [{ metadata: { name: "keys" }, stringData: { password: "s3cret" } }],
    spec: {
      restartPolicy: "Never",
      volumes: [
        {
          name: "all",
          projected: {
            defaultMode: 0o440,
            sources: [
              { configMap: { name: "settings", items: [{ key: "color", path: "conf/color" }] } },
              { secret: { name: "keys", items: [{ key: "password", path: "conf/password", mode: 0o600 }] } },
              { downwardAPI: { items: [{ path: "name", fieldRef: { fieldPath: "metadata.name" } }] } },
              { configMap: { name: "none", optional: true } },
            ],
          },
        },
      ],
      containers: [
        shell(
          "main",
          "cd /all; for f in conf/color conf/password name; do stat -Lc '%n %a' $f; cat $f; echo; done; ls",
          {
            volumeMounts: [{ name: "all", mountPath: "/all", readOnly: true }],
          },
        ),
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: {
        main: ["conf/color 440", "red", "conf/password 600", "s3cret", "name 440", "contract", "conf", "name"],
      },
    },
  },
];
