import { type PodCase, shell } from "./pod-case.ts";

/** What a container's environment and arguments are made of. */
export const environmentCases: readonly PodCase[] = [
  {
    name: "gives containers env, envFrom and the downward API, and nothing of this machine's environment",
    feature: "environment",
    labels: { team: "blue" },
    configMaps: [{ metadata: { name: "settings" }, data: { COLOR: "red", SIZE: "1" } }],
    secrets: [{ metadata: { name: "keys" }, data: { password: "czNjcmV0" }, stringData: { user: "me" } }],
    spec: {
      restartPolicy: "Never",
      containers: [
        {
          name: "main",
          command: ["/bin/sh", "-c", "env | grep -Ev '^(PWD|SHLVL|TERM|container|KUBERNETES_.*)=' | sort"],
          envFrom: [{ configMapRef: { name: "settings" } }, { prefix: "S_", secretRef: { name: "keys" } }],
          env: [
            { name: "COLOR", value: "green" },
            { name: "SECRET", valueFrom: { secretKeyRef: { name: "keys", key: "password" } } },
            { name: "BOTH", value: "$(SECRET)-$(COLOR)-$$(COLOR)-$(NONE)" },
            { name: "TEAM", valueFrom: { fieldRef: { fieldPath: "metadata.labels['team']" } } },
            { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
            { name: "CPU", valueFrom: { resourceFieldRef: { resource: "requests.cpu", divisor: "1m" } } },
          ],
          resources: { requests: { cpu: "15m" } },
        },
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: {
        main: [
          "BOTH=s3cret-green-$(COLOR)-$(NONE)",
          "COLOR=green",
          "CPU=15",
          "HOME=/root",
          "HOSTNAME=contract",
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "POD=contract",
          "SECRET=s3cret",
          "SIZE=1",
          "S_password=s3cret",
          "S_user=me",
          "TEAM=blue",
        ],
      },
    },
  },
  {
    name: "expands $(VAR) in command and args from a Secret",
    feature: "environment",
    secrets: [{ metadata: { name: "keys" }, stringData: { key: "a b" } }],
    spec: {
      restartPolicy: "Never",
      containers: [
        {
          name: "main",
          command: ["/bin/$(PROGRAM)", "%s\\n"],
          args: ["secret_key=$(KEY)", "$$(KEY)", "$(OTHER)"],
          env: [
            { name: "PROGRAM", value: "printf" },
            { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "key" } } },
          ],
        },
      ],
    },
    want: {
      phase: "Succeeded",
      containers: { main: "exit 0 Completed" },
      logs: { main: ["secret_key=a b", "$(KEY)", "$(OTHER)"] },
    },
  },
  {
    name: "leaves out what is optional and not there",
    feature: "environment",
    spec: {
      restartPolicy: "Never",
      containers: [
        shell("main", "env | grep -c LEFT_OUT; true", {
          envFrom: [{ configMapRef: { name: "none", optional: true } }],
          env: [{ name: "LEFT_OUT", valueFrom: { secretKeyRef: { name: "none", key: "k", optional: true } } }],
        }),
      ],
    },
    want: { phase: "Succeeded", containers: { main: "exit 0 Completed" }, logs: { main: ["0"] } },
  },
];
