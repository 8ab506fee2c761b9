import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import type { Container, Pod, PodSpec } from "../../kubernetes/types.ts";
import { composePod } from "../compose-pod.ts";

type Json = Readonly<Record<string, unknown>>;

interface Layers {
  /** Of the task's Pod: its container `main`, and the rest of its spec. */
  readonly main?: Json;
  readonly task?: Json;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The PodTemplate's spec; its annotations. */
  readonly template?: Json;
  readonly says?: Readonly<Record<string, string>>;
  readonly config?: Json;
  readonly execution?: Json;
  readonly dataConfig?: boolean;
}

const image = "i";

function factsOf({ main, task, annotations, template, says, config, execution, dataConfig }: Layers) {
  return factsOfCase({
    task: {
      id: { name: "task" },
      type: "python-task",
      config: { primary_container_name: "main" },
      interface: {
        inputs: { variables: [{ key: "x", value: { type: { simple: "INTEGER" } } }] },
        outputs: { variables: [{ key: "y", value: { type: { simple: "INTEGER" } } }] },
      },
      k8sPod: {
        podSpec: { containers: [{ name: "main", image, ...main }], ...task },
        metadata: { annotations: annotations ?? {} },
        ...(dataConfig ? { dataConfig: { enabled: true } } : {}),
      },
    },
    podTemplates: template
      ? [{ metadata: { name: "t", namespace: "tasks", annotations: says ?? {} }, template: { spec: template } }]
      : [],
    config: { "default-pod-template-name": template ? "t" : "", ...config },
    storageConfig: { type: "stow", container: "bucket", stow: { kind: "s3", config: { region: "eu-1" } } },
    execution: { namespace: "tasks", name: "main", ...execution },
  });
}

function podOf(layers: Layers): Pod & { readonly spec: PodSpec } {
  const result = composePod(factsOf(layers), { semantics: "podwright" });
  if (!result.ok) throw new Error(result.problems.map(({ code, what }) => `${code} ${what}`).join("\n"));
  return result.value.pod as Pod & { readonly spec: PodSpec };
}

function problemsOf(layers: Layers, boundary?: "enforce"): readonly string[] {
  const result = composePod(factsOf(layers), { semantics: "podwright", ...(boundary ? { boundary } : {}) });
  return (result.ok ? result.value.problems : result.problems).map(({ code, what }) => `${code} ${what}`);
}

const flytes = /^(?:FLYTE_|_F_)/;

/** Of `main`, without Flyte's own variables. */
function mainOf(layers: Layers): Partial<Container> {
  const { env, ...main } = podOf(layers).spec.containers[0] ?? {};
  const own = env?.filter(({ name }) => !flytes.test(name)) ?? [];
  return { ...main, ...(own.length > 0 ? { env: own } : {}) };
}

const named = (name: string, rest: Json) => ({ name, image: "template", ...rest });
const templateOf = (rest: Json) => ({ containers: [named("default", rest)] });

describe("what counts as the task's own value", () => {
  test.each<{ name: string; layers: Layers; want: Partial<PodSpec> }>([
    {
      name: "false over true",
      layers: { task: { hostNetwork: false }, template: { containers: [], hostNetwork: true } },
      want: { hostNetwork: false },
    },
    {
      name: "0 over a number",
      layers: {
        task: { terminationGracePeriodSeconds: 0 },
        template: { containers: [], terminationGracePeriodSeconds: 9 },
      },
      want: { terminationGracePeriodSeconds: 0 },
    },
    {
      name: "an empty text over a text",
      layers: { task: { hostname: "" }, template: { containers: [], hostname: "h" } },
      want: { hostname: "" },
    },
    {
      name: "Flyte's own zero is not the task's: service links of the template stand",
      layers: { template: { containers: [], enableServiceLinks: true } },
      want: { enableServiceLinks: true },
    },
    {
      name: "restartPolicy is Never unless the task says otherwise",
      layers: { template: { containers: [], restartPolicy: "Always" } },
      want: { restartPolicy: "Never" },
    },
    {
      name: "… and the task does",
      layers: { task: { restartPolicy: "OnFailure" }, template: { containers: [], restartPolicy: "Always" } },
      want: { restartPolicy: "OnFailure" },
    },
  ])("$name", ({ layers, want }) => expect(podOf(layers).spec).toMatchObject(want));

  test("an empty list of arguments over a template's", () => {
    expect(mainOf({ main: { args: [] }, template: templateOf({ args: ["t"] }) }).args).toEqual([]);
  });

  test("an empty list of what goes by keys says nothing: clients write it without meaning to", () => {
    const layers = { main: { env: [] }, template: templateOf({ env: [{ name: "A", value: "t" }] }) };
    expect(mainOf(layers).env).toEqual([{ name: "A", value: "t" }]);
  });

  test("Flyte's zero amounts for containers beside the primary one are not written", () => {
    const task = {
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    };
    const template = templateOf({ resources: { requests: { cpu: "2" } } });
    expect(podOf({ task, template }).spec.containers[1]?.resources).toEqual({ requests: { cpu: "2" } });
  });
});

describe("unsetting what lower layers give", () => {
  const template = {
    hostNetwork: true,
    nodeSelector: { "a/b": "1", c: "2" },
    tolerations: [{ key: "x" }, { key: "y" }],
    volumes: [{ name: "v", emptyDir: {} }],
    containers: [
      named("default", {
        env: [
          { name: "FOO", value: "t" },
          { name: "BAR", value: "t" },
        ],
        args: ["t"],
      }),
    ],
    initContainers: [named("theirs", {})],
  };

  test("null takes a field away, in a container and in the spec, and is noted on the Pod", () => {
    const pod = podOf({ main: { args: null }, task: { hostNetwork: null }, template });
    expect(pod.spec.hostNetwork).toBeUndefined();
    expect(pod.spec.containers[0]?.args).toBeUndefined();
    expect(pod.metadata?.annotations?.["podwright.dev/unset"]).toBe('["containers[main].args","hostNetwork"]');
  });

  test("null for what nobody gives is no problem", () => {
    expect(problemsOf({ task: { hostPID: null } })).toEqual([]);
  });

  test("$patch: delete takes one entry away, $patch: replace a list", () => {
    const pod = podOf({
      main: { env: [{ name: "FOO", $patch: "delete" }] },
      task: { tolerations: [{ $patch: "replace" }, { key: "own" }] },
      template,
    });
    expect(pod.spec.containers[0]?.env?.filter(({ name }) => !flytes.test(name))).toEqual([
      { name: "BAR", value: "t" },
    ]);
    expect(pod.spec.tolerations).toEqual([{ key: "own" }]);
  });

  test("$patch: replace takes all that lower layers give a container, and is noted on the Pod", () => {
    const facts = { main: { $patch: "replace" }, template };
    expect(mainOf(facts)).toEqual({
      name: "main",
      image,
      resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
    });
    const { metadata } = podOf(facts);
    expect(metadata?.annotations?.["podwright.dev/unset"]).toBe('["containers[main]"]');
    expect(mainOf({ annotations: metadata?.annotations ?? {}, template })).toEqual(mainOf(facts));
  });

  test("$patch of the whole Pod spec is none: it would take the platform away", () => {
    expect(problemsOf({ task: { $patch: "replace" }, template })).toEqual([
      "FIELD_UNKNOWN $patch is no field of Kubernetes' PodSpec and is dropped",
    ]);
  });

  test("the annotation says the same, for clients that cannot write null", () => {
    const paths = ["containers[main].env[FOO]", "nodeSelector[a/b]", "initContainers[theirs]", "volumes[v]"];
    const { spec } = podOf({ annotations: { "podwright.dev/unset": JSON.stringify(paths) }, template });
    expect(spec.containers[0]?.env?.some(({ name }) => name === "FOO")).toBe(false);
    expect(spec.nodeSelector).toEqual({ c: "2" });
    expect(spec.initContainers ?? []).toEqual([]);
    expect(spec.volumes ?? []).toEqual([]);
  });

  test("a path that meets nothing is told, and one that is none is refused", () => {
    const unset = (path: string) => ({ annotations: { "podwright.dev/unset": path }, template });
    expect(problemsOf(unset('["containers[main].env[FOOO]"]'))).toEqual([
      "UNSET_MEETS_NOTHING there is nothing to unset at this path: no layer below the task gives it",
    ]);
    expect(problemsOf(unset("hostNetwork"))).toEqual([
      "ANNOTATION_INVALID the annotation cannot be read: it is no JSON list of texts",
    ]);
    expect(problemsOf(unset('["a..b"]'))).toEqual([
      'ANNOTATION_INVALID the annotation cannot be read: "a..b" is no path of a Pod spec',
    ]);
  });
});

describe("locks of a platform template", () => {
  const locked = (paths: readonly string[]) => ({ "podwright.dev/locked": JSON.stringify(paths) });
  const template = {
    securityContext: { runAsNonRoot: true },
    containers: [named("default", { securityContext: { privileged: false }, env: [{ name: "A", value: "t" }] })],
    initContainers: [named("guard", { command: ["guard"] })],
  };

  test.each<{ name: string; paths: readonly string[]; main?: Json; task?: Json; want: readonly string[] }>([
    {
      name: "a field of the Pod",
      paths: ["securityContext.runAsNonRoot"],
      task: { securityContext: { runAsNonRoot: false } },
      want: [
        'FIELD_LOCKED securityContext.runAsNonRoot is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "a field of the Pod, changed in a container",
      paths: ["securityContext.runAsNonRoot"],
      main: { securityContext: { runAsNonRoot: false } },
      want: [
        'FIELD_LOCKED containers[main].securityContext.runAsNonRoot is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "an entry of a container's list",
      paths: ["containers[default].env[A]"],
      main: { env: [{ name: "A", value: "own" }] },
      want: [
        'FIELD_LOCKED containers[main].env.A is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "unsetting counts as changing",
      paths: ["containers[default].env[A]"],
      main: { env: null },
      want: [
        'FIELD_LOCKED containers[main].env.A is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "an init container of the template, taken out",
      paths: ["initContainers[guard].command"],
      task: { initContainers: [{ name: "guard", $patch: "delete" }] },
      want: [
        'FIELD_LOCKED initContainers[guard] is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "an init container of the template, taken out with all of them",
      paths: ["initContainers[guard]"],
      task: { initContainers: null },
      want: [
        'FIELD_LOCKED initContainers[guard] is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "the same value is no change",
      paths: ["securityContext.runAsNonRoot"],
      task: { securityContext: { runAsNonRoot: true } },
      want: [],
    },
    {
      name: "other paths are free",
      paths: ["securityContext.runAsNonRoot"],
      main: { env: [{ name: "A", value: "own" }] },
      want: [],
    },
  ])("$name", ({ paths, main, task, want }) => {
    const layers = { ...(main ? { main } : {}), ...(task ? { task } : {}), template, says: locked(paths) };
    expect(problemsOf(layers)).toEqual(want);
  });

  test("tells where the change stands, and of what is taken away where the lock does", () => {
    const placesOf = (main: Json) => {
      const layers = { main, template, says: locked(["containers[default].env[A]"]) };
      const result = composePod(factsOf(layers), { semantics: "podwright" });
      return result.ok ? [] : result.problems.map(({ where }) => where);
    };
    expect(placesOf({ env: [{ name: "A", value: "own" }] })).toEqual(["the task, k8sPod.podSpec.containers[0].env[0]"]);
    expect(placesOf({ env: null })).toEqual(['podTemplates[0], metadata.annotations["podwright.dev/locked"]']);
  });

  test("hardening is locked without being named where the boundary is enforced, and only there", () => {
    const layers = { main: { securityContext: { privileged: true } }, template };
    expect(problemsOf(layers)).toEqual([]);
    expect(problemsOf(layers, "enforce").map((problem) => problem.split(" ").slice(0, 2))).toEqual([
      ["FIELD_LOCKED", "containers[main].securityContext.privileged"],
    ]);
    expect(problemsOf({ main: { securityContext: { privileged: false, runAsUser: 5 } }, template }, "enforce")).toEqual(
      [],
    );
  });
});

describe("which template container serves which container", () => {
  const variable = (name: string, value: string) => ({ name, value });
  const initOf = (layers: Layers) => podOf(layers).spec.initContainers ?? [];

  test("default under primary under the one of the same name under config under the task", () => {
    const env = (value: string, ...names: readonly string[]) => ({ env: names.map((name) => variable(name, value)) });
    const layers = {
      main: env("task", "E"),
      template: {
        containers: [
          named("default", env("default", "A", "B", "C", "D", "E")),
          named("primary", env("primary", "B", "C", "D", "E")),
          named("main", env("same", "C", "D", "E")),
        ],
      },
      config: { "default-env-vars": [{ D: "config" }, { E: "config" }] },
    };
    expect(mainOf(layers).env).toEqual([
      variable("A", "default"),
      variable("B", "primary"),
      variable("C", "same"),
      variable("D", "config"),
      variable("E", "task"),
    ]);
  });

  test("primary-init serves the copilot's downloader alone, default-init all init containers", () => {
    const template = {
      containers: [],
      initContainers: [
        named("default-init", { env: [variable("D", "1")] }),
        named("primary-init", { env: [variable("P", "1")] }),
      ],
    };
    const task = { containers: [{ name: "main", image }], initContainers: [{ name: "mine", image }] };
    const names = initOf({ dataConfig: true, task, template }).map(({ name, env = [] }) => [
      name,
      env.filter((each) => !flytes.test(each.name)).map((each) => each.name),
    ]);
    expect(names).toEqual([
      ["flyte-copilot-uploader", ["D"]],
      ["mine", ["D"]],
      ["flyte-copilot-downloader", ["D", "P"]],
    ]);
  });

  test("… or the init container that the template names; never one that the task names", () => {
    const template = { containers: [], initContainers: [named("primary-init", { workingDir: "/p" })] };
    const task = {
      containers: [{ name: "main", image }],
      initContainers: [
        { name: "first", image },
        { name: "mine", image },
      ],
    };
    const dirs = (layers: Layers) => initOf({ task, template, ...layers }).map(({ workingDir }) => workingDir);
    expect(dirs({})).toEqual([undefined, undefined]);
    expect(dirs({ says: { "podwright.dev/primary-init": "mine" } })).toEqual([undefined, "/p"]);
    expect(dirs({ annotations: { "podwright.dev/primary-init": "mine" } })).toEqual([undefined, undefined]);
  });

  test("warns of a primary-init that is meant for nobody in the Pod", () => {
    const template = { containers: [], initContainers: [named("primary-init", {})] };
    expect(problemsOf({ template, says: { "podwright.dev/primary-init": "mien" } })).toEqual([
      "PRIMARY_INIT_NEVER_APPLIES the template's primary-init is meant for mien, and the Pod has no init container of this name (it has none)",
    ]);
  });

  test("no template makes an init container stay, and only those that stay are probed", () => {
    const probe = { exec: { command: ["true"] } };
    const shape = { restartPolicy: "Always", startupProbe: probe, lifecycle: { preStop: probe } };
    const template = { containers: [], initContainers: [named("default-init", shape)] };
    const task = {
      containers: [{ name: "main", image }],
      initContainers: [
        { name: "once", image },
        { name: "stays", image, restartPolicy: "Always" },
      ],
    };
    const shapes = initOf({ task, template }).map(({ restartPolicy, startupProbe, lifecycle }) => [
      restartPolicy,
      startupProbe !== undefined,
      lifecycle !== undefined,
    ]);
    expect(shapes).toEqual([
      [undefined, false, false],
      ["Always", true, true],
    ]);
  });

  test("init containers that only a template has come between the copilot's uploader and the task's", () => {
    const template = {
      containers: [],
      initContainers: [named("t1", { restartPolicy: "Always" }), named("mine", {}), named("t2", {})],
    };
    const task = {
      containers: [{ name: "main", image }],
      initContainers: [
        { name: "mine", image },
        { name: "also", image },
      ],
    };
    const found = initOf({ dataConfig: true, task, template });
    expect(found.map(({ name }) => name)).toEqual([
      "flyte-copilot-uploader",
      "t1",
      "t2",
      "mine",
      "also",
      "flyte-copilot-downloader",
    ]);
    expect(found[1]?.restartPolicy).toBe("Always");
  });

  test("other containers that only a template has are dropped with a warning", () => {
    const layers = { template: { containers: [named("extra", { args: ["x"] })] } };
    expect(podOf(layers).spec.containers.map(({ name }) => name)).toEqual(["main"]);
    expect(problemsOf(layers)).toEqual([
      "TEMPLATE_CONTAINER_UNMATCHED the template's container extra is dropped: the Pod has no container of this name (it has main)",
    ]);
  });

  test.each<{ name: string; layers: Layers; want: string }>([
    {
      name: "a container of the copilot's",
      layers: {
        dataConfig: true,
        task: { containers: [{ name: "main", image }], initContainers: [{ name: "flyte-copilot-downloader", image }] },
      },
      want: "BOUNDARY_IDENTITY the task has a container called flyte-copilot-downloader, as one of the copilot's is",
    },
    {
      name: "a volume of the copilot's",
      layers: { dataConfig: true, task: { volumes: [{ name: "flyte-inputs", emptyDir: {} }] } },
      want: "BOUNDARY_IDENTITY the task has a volume called flyte-inputs, as one of the copilot's is",
    },
    {
      name: "a template's volume with another source",
      layers: {
        task: { volumes: [{ name: "ca", emptyDir: {} }] },
        template: { containers: [], volumes: [{ name: "ca", configMap: { name: "bundle" } }] },
      },
      want: "BOUNDARY_IDENTITY the task has a volume called ca, as one of podTemplates[0] is, but with another source: emptyDir in place of configMap",
    },
    {
      name: "a name twice",
      layers: {
        task: {
          containers: [
            { name: "main", image },
            { name: "main", image },
          ],
        },
      },
      want: "CONTAINER_REPEATED two containers of the task are called main, and an API server takes no such Pod",
    },
  ])("refuses $name", ({ layers, want }) => expect(problemsOf(layers)).toEqual([want]));
});

interface FieldCase {
  readonly name: string;
  readonly low: Json;
  readonly high: Json;
  readonly want: Json;
}

describe("how fields of a container merge", () => {
  const cases: readonly FieldCase[] = [
    {
      name: "scalars: the higher one's",
      low: { image: "a", tty: true },
      high: { tty: false },
      want: { image, tty: false },
    },
    {
      name: "a variable is one value, with its source",
      low: { env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] },
      high: { env: [{ name: "A", value: "1" }] },
      want: { env: [{ name: "A", value: "1" }] },
    },
    {
      name: "variables by name, at the lower one's place",
      low: {
        env: [
          { name: "A", value: "t" },
          { name: "B", value: "t" },
        ],
      },
      high: {
        env: [
          { name: "C", value: "1" },
          { name: "A", value: "1" },
        ],
      },
      want: {
        env: [
          { name: "A", value: "1" },
          { name: "B", value: "t" },
          { name: "C", value: "1" },
        ],
      },
    },
    {
      name: "a variable stands behind those that it refers to, not behind $$(NAME)",
      low: {
        env: [
          { name: "A", value: "$(B)" },
          { name: "D", value: "$$(C)" },
        ],
      },
      high: {
        env: [
          { name: "B", value: "1" },
          { name: "C", value: "1" },
        ],
      },
      want: {
        env: [
          { name: "B", value: "1" },
          { name: "A", value: "$(B)" },
          { name: "D", value: "$$(C)" },
          { name: "C", value: "1" },
        ],
      },
    },
    {
      name: "a reference to itself takes the literal in",
      low: { env: [{ name: "PATH", value: "/bin" }] },
      high: { env: [{ name: "PATH", value: "$(PATH):/x" }] },
      want: { env: [{ name: "PATH", value: "/bin:/x" }] },
    },
    {
      name: "envFrom by kind, name and prefix, the higher one's last",
      low: {
        envFrom: [
          { secretRef: { name: "s" } },
          { configMapRef: { name: "s" } },
          { secretRef: { name: "s" }, prefix: "P" },
        ],
      },
      high: { envFrom: [{ secretRef: { name: "s", optional: true } }] },
      want: {
        envFrom: [
          { configMapRef: { name: "s" } },
          { secretRef: { name: "s" }, prefix: "P" },
          { secretRef: { name: "s", optional: true } },
        ],
      },
    },
    {
      name: "mounts by path however it is written, whole",
      low: {
        volumeMounts: [
          { name: "v", mountPath: "/etc//ssl/", subPath: "stray" },
          { name: "w", mountPath: "/w" },
        ],
      },
      high: { volumeMounts: [{ name: "v", mountPath: "/etc/ssl" }] },
      want: {
        volumeMounts: [
          { name: "v", mountPath: "/etc/ssl" },
          { name: "w", mountPath: "/w" },
        ],
      },
    },
    {
      name: "ports by number and protocol, TCP if it is not said",
      low: {
        ports: [
          { containerPort: 53, protocol: "TCP", name: "t" },
          { containerPort: 53, protocol: "UDP" },
        ],
      },
      high: { ports: [{ containerPort: 53 }] },
      want: { ports: [{ containerPort: 53 }, { containerPort: 53, protocol: "UDP" }] },
    },
    {
      name: "a port's name belongs to the higher one's port",
      low: { ports: [{ containerPort: 80, name: "http" }] },
      high: { ports: [{ containerPort: 8080, name: "http" }] },
      want: { ports: [{ containerPort: 80 }, { containerPort: 8080, name: "http" }] },
    },
    {
      name: "args and command: the higher one's, whole",
      low: { args: ["t"], command: ["t"] },
      high: { args: ["1"] },
      want: { args: ["1"], command: ["t"] },
    },
    {
      name: "a probe has one handler; its timings go by field",
      low: { livenessProbe: { exec: { command: ["true"] }, periodSeconds: 3, timeoutSeconds: 1 } },
      high: { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 9 } },
      want: { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 9, timeoutSeconds: 1 } },
    },
    {
      name: "the same handler is replaced whole, and a port is a number or a text",
      low: { readinessProbe: { httpGet: { port: "http", path: "/ready" } } },
      high: { readinessProbe: { httpGet: { port: 80 } } },
      want: { readinessProbe: { httpGet: { port: 80 } } },
    },
    {
      name: "a lifecycle handler and a profile are one value",
      low: {
        lifecycle: { preStop: { sleep: { seconds: 1 } } },
        securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "p" } },
      },
      high: {
        lifecycle: { preStop: { exec: { command: ["x"] } } },
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      },
      want: {
        lifecycle: { preStop: { exec: { command: ["x"] } } },
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      },
    },
    {
      name: "capabilities are sets, and the higher one's word undoes the opposite",
      low: { securityContext: { capabilities: { add: ["A", "B"], drop: ["C"] } } },
      high: { securityContext: { capabilities: { add: ["C"], drop: ["A"] } } },
      want: { securityContext: { capabilities: { add: ["B", "C"], drop: ["A"] } } },
    },
    {
      name: "resources by name, requests and limits apart",
      low: { resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "2Gi" } } },
      high: { resources: { requests: { cpu: "2" } } },
      want: { resources: { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "2", memory: "2Gi" } } },
    },
  ];
  test.each(cases)("$name", ({ low, high, want }) => {
    expect(mainOf({ main: high, template: templateOf(low) })).toMatchObject(want);
    for (const key of Object.keys(want))
      expect(mainOf({ main: high, template: templateOf(low) })[key as keyof Container]).toEqual(want[key]);
  });

  test("a request over a limit names both layers, and is none within one", () => {
    const over = {
      main: { resources: { requests: { cpu: "2" } } },
      template: templateOf({ resources: { limits: { cpu: "1" } } }),
    };
    expect(problemsOf(over)).toEqual([
      "REQUEST_OVER_LIMIT container main requests 2 cpu (task: the task, k8sPod.podSpec.containers[0].resources.requests.cpu), more than " +
        "its limit of 1 (pod-template: podTemplates[0], template.spec.containers[0].resources.limits.cpu)",
    ]);
    const alone = { main: { resources: { requests: { cpu: "2" }, limits: { cpu: "1" } } } };
    expect(mainOf(alone).resources?.requests?.cpu).toBe("1");
    expect(problemsOf(alone)[0]).toContain("REQUEST_OVER_LIMIT container main requests 2 cpu");
  });

  test("the platform's default amounts are for what no layer asks", () => {
    const template = templateOf({ resources: { requests: { cpu: "2" } } });
    expect(mainOf({ template }).resources).toEqual({
      requests: { cpu: "2", memory: "1Gi" },
      limits: { cpu: "2", memory: "1Gi" },
    });
  });

  test("two containers cannot have one port of the node", () => {
    const task = {
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    };
    const template = templateOf({ ports: [{ containerPort: 80, hostPort: 80 }] });
    expect(problemsOf({ task, template })).toEqual([
      "HOST_PORT_REPEATED the containers main and side both want port 80 (TCP) of the node",
    ]);
  });

  test("… nor one container have it twice, by ports of two layers; of one port that stands twice the last counts", () => {
    const ports = [{ containerPort: 81, hostPort: 80 }];
    const template = { ...templateOf({ ports: [{ containerPort: 80, hostPort: 80 }] }), initContainers: [] };
    expect(problemsOf({ main: { ports }, template })).toEqual([
      "HOST_PORT_REPEATED two ports of container main both want port 80 (TCP) of the node",
    ]);
    const init = { initContainers: [{ name: "own", image, ports: [...ports, { containerPort: 82, hostPort: 80 }] }] };
    expect(problemsOf({ task: init })).toEqual([
      "HOST_PORT_REPEATED two ports of container own both want port 80 (TCP) of the node",
    ]);
    expect(problemsOf({ main: { ports: [...ports, ...ports] } })).toEqual([]);
  });

  test("variables in a circle keep their places, with a warning", () => {
    const env = [
      { name: "A", value: "$(B)" },
      { name: "B", value: "$(A)" },
    ];
    expect(mainOf({ main: { env } }).env).toEqual(env);
    expect(problemsOf({ main: { env } })).toEqual([
      "VARIABLE_CIRCLE variables of container main refer to each other in a circle: A → B → A",
    ]);
  });
});

describe("how fields of a Pod merge", () => {
  const required = (...terms: readonly (readonly string[])[]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: terms.map((keys) => ({
            matchExpressions: keys.map((key) => ({ key, operator: "Exists" })),
          })),
        },
      },
    },
  });
  const cases: readonly FieldCase[] = [
    {
      name: "maps by key, empty values included",
      low: { nodeSelector: { a: "1", b: "1" } },
      high: { nodeSelector: { a: "" } },
      want: { nodeSelector: { a: "", b: "1" } },
    },
    {
      name: "volumes by name, beside each other",
      low: { volumes: [{ name: "a", emptyDir: {} }] },
      high: {
        volumes: [
          { name: "b", emptyDir: {} },
          { name: "a", emptyDir: {} },
        ],
      },
      want: {
        volumes: [
          { name: "a", emptyDir: {} },
          { name: "b", emptyDir: {} },
        ],
      },
    },
    {
      name: "topologySpreadConstraints by key and what happens if they cannot be kept",
      low: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" }] },
      high: {
        topologySpreadConstraints: [
          { maxSkew: 2, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "z", whenUnsatisfiable: "ScheduleAnyway" },
        ],
      },
      want: {
        topologySpreadConstraints: [
          { maxSkew: 2, topologyKey: "z", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "z", whenUnsatisfiable: "ScheduleAnyway" },
        ],
      },
    },
    {
      name: "tolerations are a set, and the task's seconds count",
      low: {
        tolerations: [
          { key: "a", value: "1", effect: "NoExecute", tolerationSeconds: 9 },
          { key: "b", operator: "Exists" },
        ],
      },
      high: { tolerations: [{ key: "a", operator: "Equal", value: "1", effect: "NoExecute", tolerationSeconds: 0 }] },
      want: {
        tolerations: [
          { key: "a", operator: "Equal", value: "1", effect: "NoExecute", tolerationSeconds: 0 },
          { key: "b", operator: "Exists" },
        ],
      },
    },
    {
      name: "required terms are joined, each with each",
      low: required(["a"], ["b"]),
      high: required(["x"], ["y"]),
      want: required(["x", "a"], ["x", "b"], ["y", "a"], ["y", "b"]),
    },
    {
      name: "… and one that only narrows another is left out",
      low: required(["a"], ["b"]),
      high: required(["a"]),
      want: required(["a"]),
    },
    {
      name: "imagePullSecrets, schedulingGates and resourceClaims by name",
      low: {
        imagePullSecrets: [{ name: "a" }],
        schedulingGates: [{ name: "g" }],
        resourceClaims: [{ name: "c", resourceClaimName: "t" }],
      },
      high: {
        imagePullSecrets: [{ name: "b" }, { name: "a" }],
        schedulingGates: [{ name: "g" }],
        resourceClaims: [{ name: "c", resourceClaimTemplateName: "m" }],
      },
      want: {
        imagePullSecrets: [{ name: "a" }, { name: "b" }],
        schedulingGates: [{ name: "g" }],
        resourceClaims: [{ name: "c", resourceClaimTemplateName: "m" }],
      },
    },
    {
      name: "hostAliases by address, their names united",
      low: { hostAliases: [{ ip: "1", hostnames: ["a", "b"] }] },
      high: {
        hostAliases: [
          { ip: "1", hostnames: ["b", "c"] },
          { ip: "2", hostnames: ["d"] },
        ],
      },
      want: {
        hostAliases: [
          { ip: "1", hostnames: ["a", "b", "c"] },
          { ip: "2", hostnames: ["d"] },
        ],
      },
    },
    {
      name: "a Pod's security context by field",
      low: { securityContext: { runAsUser: 5, fsGroup: 7 } },
      high: { securityContext: { runAsUser: 0 } },
      want: { securityContext: { runAsUser: 0, fsGroup: 7 } },
    },
    {
      name: "the account and classes: the higher one's",
      low: {
        serviceAccountName: "t",
        priorityClassName: "t",
        runtimeClassName: "t",
        automountServiceAccountToken: true,
      },
      high: { serviceAccountName: "m", automountServiceAccountToken: false },
      want: {
        serviceAccountName: "m",
        priorityClassName: "t",
        runtimeClassName: "t",
        automountServiceAccountToken: false,
      },
    },
  ];
  test.each(cases)("$name", ({ low, high, want }) => {
    const { spec } = podOf({ task: high, template: { containers: [], ...low } });
    for (const key of Object.keys(want)) expect(spec[key as keyof PodSpec]).toEqual(want[key]);
  });

  test("the platform's default affinity is for tasks that have none; a template's is joined with it", () => {
    const { affinity: byDefault } = required(["default"]);
    const config = { "default-affinity": byDefault };
    const template = { containers: [], ...required(["template"]) };
    expect(podOf({ config, template }).spec.affinity).toEqual(required(["default", "template"]).affinity);
    expect(podOf({ config, template, task: required(["own"]) }).spec.affinity).toEqual(
      required(["own", "template"]).affinity,
    );
  });

  test("refuses to join more terms than anybody can read, at once", () => {
    const many = required(...Array.from({ length: 1000 }, (_, index) => [`k${index}`]));
    expect(
      problemsOf({ task: many, template: { containers: [], ...many } }).map((problem) => problem.split(" ")[0]),
    ).toEqual(["NODE_TERMS_TOO_MANY"]);
  });

  test.each([
    { own: 9000, want: 9000 },
    { own: 10, want: 3600 },
    { own: undefined, want: 3600 },
  ])("the longer grace period of the task's ($own) and the copilot's", ({ own, want }) => {
    const task = own === undefined ? {} : { terminationGracePeriodSeconds: own };
    const template = { containers: [], terminationGracePeriodSeconds: 30 };
    expect(podOf({ dataConfig: true, task, template }).spec.terminationGracePeriodSeconds).toBe(want);
  });

  test("a key that stands twice in one list stands once, as the last one says", () => {
    const twice = [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
    ];
    expect(mainOf({ main: { env: twice } }).env).toEqual([{ name: "A", value: "2" }]);
  });
});
