import fc from "fast-check";
import type { Facts } from "../../packages/core/src/compose/facts.ts";
import { factsOfCase } from "./flyte-facts.ts";

/** Random facts in which templates and a task meet: every kind of template entry, few names, volumes and Secrets, copilot on and off. */
export function arbitraryFacts(): fc.Arbitrary<Facts> {
  return fc
    .record({ template: podSpec(containerNames, initNames), pod: taskPodSpec, task: taskShape, config })
    .map(({ template, pod, task, config }) =>
      factsOfCase({
        task: taskOf(task, pod),
        podTemplates: [{ metadata: { name: "t", namespace: "flyte" }, template: { spec: template } }],
        config: { "default-pod-template-name": "t", "accelerator-device-classes": classes, ...config },
        storageConfig,
        execution: { namespace: "tasks", name: "main", overrides: { resources: {} } },
      }),
    );
}

const containerNames = ["default", "primary", "main", "side", "placeholder"];
const initNames = [
  "default-init",
  "primary-init",
  "mine",
  "only-template",
  "flyte-copilot-downloader",
  "flyte-copilot-uploader",
];
const volumeNames = ["a", "b", "flyte-inputs"];
const storageConfig = { type: "stow", container: "bucket", stow: { kind: "s3", config: { region: "eu-1" } } };
const classes = {
  GOOGLE_TPU: {
    "resource-name": "google.com/tpu",
    "pod-template": {
      template: {
        spec: {
          containers: [{ name: "default", env: [{ name: "TPU", value: "1" }] }],
          initContainers: [{ name: "default-init", env: [{ name: "TPU", value: "0" }] }, { name: "tpu-only" }],
        },
      },
    },
  },
};

const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const some = <T>(value: fc.Arbitrary<T>, maxLength = 2) => fc.array(value, { maxLength });
const quantity = fc.constantFrom("1", "250m", "3Gi", "0");
const amounts = fc.dictionary(fc.constantFrom("cpu", "memory", "ephemeral-storage", "google.com/tpu"), quantity, {
  maxKeys: 2,
  noNullPrototype: true,
});

const securityContext = fc.record(
  {
    privileged: fc.boolean(),
    runAsUser: fc.constantFrom(0, 1000),
    allowPrivilegeEscalation: fc.boolean(),
    capabilities: fc.record({ add: fc.constant(["NET_RAW"]), drop: fc.constant(["ALL"]) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const mount = fc.record({
  name: fc.constantFrom(...volumeNames),
  mountPath: fc.constantFrom("/a", "/b", "/var/flyte/inputs", "/etc/ssl/certs"),
  readOnly: fc.boolean(),
});
const variable = fc.oneof(
  fc.record({ name: fc.constantFrom("A", "B"), value: fc.constantFrom("1", "$(A)") }),
  fc.record({
    name: fc.constantFrom("A", "B"),
    valueFrom: fc.constant({ secretKeyRef: { name: "keys", key: "k" } }),
  }),
);
const envFrom = fc.constantFrom({ secretRef: { name: "keys" } }, { configMapRef: { name: "settings" } });

function container(name: string): fc.Arbitrary<object> {
  return fc.record(
    {
      name: fc.constant(name),
      image: fc.constant("registry.example.com/image:1"),
      args: some(fc.constantFrom("x", "{{.input}}")),
      env: some(variable),
      envFrom: some(envFrom),
      volumeMounts: some(mount),
      resources: fc.record({ requests: amounts, limits: amounts }, { requiredKeys: [] }),
      securityContext,
    },
    { requiredKeys: ["name", "image"] },
  );
}

function containers(names: readonly string[], minLength: number): fc.Arbitrary<readonly object[]> {
  return fc
    .subarray([...names], { minLength, maxLength: Math.min(4, names.length) })
    .chain((chosen) => fc.tuple(...chosen.map(container)));
}

function podSpec(names: readonly string[], inits: readonly string[]): fc.Arbitrary<object> {
  return fc
    .record({
      containers: containers(names, 1),
      initContainers: containers(inits, 0),
      volumes: fc.subarray([
        { name: "a", emptyDir: {} },
        { name: "b", secret: { secretName: "keys" } },
        { name: "c", persistentVolumeClaim: { claimName: "c" } },
      ]),
      shareProcessNamespace: seldom(fc.boolean()),
      hostNetwork: seldom(fc.boolean()),
      securityContext: seldom(fc.record({ runAsUser: fc.constantFrom(0, 5) })),
      tolerations: some(fc.record({ key: fc.constantFrom("x", "y"), operator: fc.constant("Exists") })),
      nodeSelector: fc.dictionary(fc.constantFrom("x", "y"), fc.constantFrom("1", ""), {
        maxKeys: 1,
        noNullPrototype: true,
      }),
    })
    .map((spec) => JSON.parse(JSON.stringify(spec)));
}

/** Names that never repeat, the primary one among them. */
const taskPodSpec = podSpec(["main", "side"], ["mine", "other"]).filter((spec) =>
  (spec as { containers: readonly { name: string }[] }).containers.some(({ name }) => name === "main"),
);

const taskShape = fc.record({
  isPod: fc.boolean(),
  copilot: fc.boolean(),
  inputs: fc.boolean(),
  outputs: fc.boolean(),
  tpu: fc.boolean(),
});

interface TaskShape {
  readonly isPod: boolean;
  readonly copilot: boolean;
  readonly inputs: boolean;
  readonly outputs: boolean;
  readonly tpu: boolean;
}

function taskOf({ isPod, copilot, inputs, outputs, tpu }: TaskShape, pod: object): object {
  const variables = [{ key: "x", value: { type: { simple: "INTEGER" } } }];
  const loading = copilot ? { dataConfig: { enabled: true } } : {};
  return {
    id: { name: "task" },
    type: "raw-container",
    config: { primary_container_name: "main" },
    interface: { inputs: { variables: inputs ? variables : [] }, outputs: { variables: outputs ? variables : [] } },
    ...(tpu ? { extendedResources: { gpuAccelerator: { device: "tpu", deviceClass: "GOOGLE_TPU" } } } : {}),
    ...(isPod
      ? { k8sPod: { podSpec: pod, ...loading } }
      : { container: { image: "registry.example.com/task:1", args: ["run"], ...loading } }),
  };
}

const config = fc.record(
  {
    "default-env-from-secrets": fc.constant(["keys"]),
    "default-env-vars": fc.constant({ A: "platform" }),
    "default-security-context": fc.constant({ runAsNonRoot: true }),
    "default-tolerations": fc.constant([{ key: "z", operator: "Exists" }]),
  },
  { requiredKeys: [] },
);
