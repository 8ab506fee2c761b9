import fc from "fast-check";
import type { Facts } from "../../packages/core/src/compose/facts.ts";
import { factsOfCase } from "./flyte-facts.ts";

/**
 * Random facts in which a pod task, the platform's config and templates of all kinds say something of the same fields, with few names, keys and
 * values: they meet in lists, unions and zeros.
 */
export function arbitraryLayers(): fc.Arbitrary<Facts> {
  return fc
    .record({
      task: taskSpec,
      template: templateSpec,
      ofClass: templateSpec,
      config,
      labels,
      execution,
      copilot: fc.boolean(),
    })
    .map(({ task, template, ofClass, config, labels, execution, copilot }) =>
      factsOfCase({
        task: {
          id: { name: "task" },
          type: "python-task",
          config: { primary_container_name: "main" },
          interface: {
            inputs: { variables: [{ key: "x", value: { type: { simple: "INTEGER" } } }] },
            outputs: { variables: [{ key: "y", value: { type: { simple: "INTEGER" } } }] },
          },
          extendedResources: { gpuAccelerator: { device: "tpu", deviceClass: "GOOGLE_TPU" } },
          k8sPod: { podSpec: task, metadata: { labels }, ...(copilot ? { dataConfig: { enabled: true } } : {}) },
        },
        podTemplates: [
          { metadata: { name: "t", namespace: "flyte" }, template: { metadata: { labels }, spec: template } },
        ],
        config: {
          "default-pod-template-name": "t",
          "accelerator-device-classes": {
            GOOGLE_TPU: { "resource-name": "google.com/tpu", "pod-template": { template: { spec: ofClass } } },
          },
          ...config,
        },
        storageConfig: { type: "stow", container: "bucket", stow: { kind: "s3", config: { region: "eu-1" } } },
        execution: { namespace: "tasks", name: "main", ...execution },
      }),
    );
}

const word = fc.constantFrom("a", "b", "c");
const few = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 });
const optional = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { requiredKeys: [] });
const map = (value: fc.Arbitrary<string>) => fc.dictionary(word, value, { maxKeys: 2, noNullPrototype: true });
const labels = map(word);

const variable = fc.oneof(
  fc.record({
    name: fc.constantFrom("A", "B", "PATH"),
    value: fc.constantFrom("", "1", "$(A)/x", "$(PATH):/x", "/bin", "$(B)", "$$(A)"),
  }),
  fc.record({ name: fc.constantFrom("A", "B"), valueFrom: fc.constant({ fieldRef: { fieldPath: "metadata.name" } }) }),
);
const source = fc.record({ name: word });
const probe = fc.oneof(
  optional({ periodSeconds: fc.constantFrom(0, 3), exec: fc.constant({ command: ["true"] }) }),
  optional({
    timeoutSeconds: fc.constantFrom(1, 9),
    httpGet: fc.record({ port: fc.constantFrom<number | string>(80, "http") }),
  }),
);
const profile = fc.constantFrom({ type: "RuntimeDefault" }, { type: "Localhost", localhostProfile: "p.json" });
const amounts = fc.dictionary(fc.constantFrom("cpu", "memory", "google.com/tpu"), fc.constantFrom("1", "2"), {
  maxKeys: 2,
  noNullPrototype: true,
});
const capability = fc.constantFrom("ALL", "NET_RAW", "SYS_TIME");

function container(name: string): fc.Arbitrary<object> {
  return fc.record(
    {
      name: fc.constant(name),
      image: fc.constantFrom("one", "two"),
      args: few(word),
      command: few(word),
      tty: fc.boolean(),
      workingDir: fc.constantFrom("", "/w"),
      env: few(variable),
      envFrom: few(
        fc.oneof(
          fc.record({ secretRef: source }),
          fc.record({ configMapRef: source, prefix: fc.constantFrom("", "P_") }),
        ),
      ),
      ports: few(
        fc.record(
          {
            containerPort: fc.constantFrom(80, 81),
            protocol: fc.constantFrom("TCP", "UDP"),
            name: fc.constantFrom("http", "web"),
          },
          { requiredKeys: ["containerPort"] },
        ),
      ),
      volumeMounts: few(
        fc.record(
          {
            name: word,
            mountPath: fc.constantFrom("/a", "/a/", "//b", "/b"),
            subPath: fc.constantFrom("s"),
            readOnly: fc.boolean(),
          },
          { requiredKeys: ["name", "mountPath"] },
        ),
      ),
      resources: optional({ limits: amounts }),
      livenessProbe: probe,
      securityContext: optional({
        privileged: fc.boolean(),
        runAsUser: fc.constantFrom(0, 5),
        seccompProfile: profile,
        capabilities: optional({ add: few(capability), drop: few(capability) }),
      }),
    },
    { requiredKeys: ["name", "image"] },
  );
}

function containers(names: readonly string[], minLength = 0): fc.Arbitrary<readonly object[]> {
  return fc.subarray([...names], { minLength }).chain((chosen) => fc.tuple(...chosen.map(container)));
}

const requirement = fc.record({ key: word, operator: fc.constantFrom("Exists", "DoesNotExist") });
const terms = fc.array(fc.record({ matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 3,
});
const affinity = fc.tuple(terms).map(([nodeSelectorTerms]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
}));
const toleration = fc.record(
  {
    key: word,
    operator: fc.constantFrom("Equal", "Exists"),
    effect: fc.constantFrom("NoSchedule", "NoExecute"),
    tolerationSeconds: fc.constantFrom(0, 9),
  },
  { requiredKeys: ["key"] },
);

const common = {
  volumes: fc.subarray([
    { name: "a", emptyDir: {} },
    { name: "b", secret: { secretName: "keys" } },
    { name: "c", configMap: { name: "settings" } },
  ]),
  nodeSelector: map(fc.constantFrom("", "1")),
  tolerations: few(toleration),
  affinity,
  hostname: fc.constantFrom("", "h"),
  hostNetwork: fc.boolean(),
  shareProcessNamespace: fc.boolean(),
  priorityClassName: word,
  terminationGracePeriodSeconds: fc.constantFrom(0, 30, 9000),
  restartPolicy: fc.constantFrom("Always", "Never"),
  imagePullSecrets: few(source),
  hostAliases: few(fc.record({ ip: word, hostnames: few(word) })),
  securityContext: optional({ runAsNonRoot: fc.boolean(), fsGroup: fc.constantFrom(0, 7), seccompProfile: profile }),
  topologySpreadConstraints: few(
    fc.record({
      maxSkew: fc.constantFrom(1, 2),
      topologyKey: word,
      whenUnsatisfiable: fc.constantFrom("DoNotSchedule", "ScheduleAnyway"),
    }),
  ),
};

const taskSpec = fc.record(
  {
    ...common,
    containers: containers(["side"]).chain((others) => container("main").map((main) => [main, ...others])),
    initContainers: containers(["mine", "other"]),
  },
  { requiredKeys: ["containers"] },
);

const templateSpec = fc.record(
  {
    ...common,
    containers: containers(["default", "primary", "main", "side"], 1),
    initContainers: containers(["default-init", "primary-init", "mine", "theirs", "flyte-copilot-downloader"]),
  },
  { requiredKeys: ["containers"] },
);

const config = optional({
  "default-tolerations": few(toleration),
  "interruptible-tolerations": few(toleration),
  "resource-tolerations": fc.constant({ cpu: [{ key: "cpu", operator: "Exists" }] }),
  "default-node-selector": labels,
  "interruptible-node-selector": labels,
  "interruptible-node-selector-requirement": requirement,
  "default-affinity": affinity,
  "default-env-vars": fc.constantFrom<object>([], [{ A: "config" }], [{ PATH: "/config" }]),
  "default-env-from-secrets": few(word),
  "default-security-context": fc.constantFrom({ privileged: false }, { runAsUser: 9 }),
  "default-pod-security-context": fc.constantFrom({ runAsNonRoot: true }, { fsGroup: 9 }),
  "enable-host-networking-pod": fc.boolean(),
});

const execution = optional({
  interruptible: fc.boolean(),
  serviceAccount: word,
  labels,
  annotations: labels,
  envVars: fc.constantFrom<object>({}, { A: "execution" }, { B: "$(A)" }),
});
