import { describe, expect, test } from "vitest";
import {
  factsOf,
  flytes,
  image,
  type Json,
  type Layers,
  mainOf,
  named,
  podOf,
  problemsOf,
} from "../../../../../test/support/podwright-layers.ts";
import { composePod } from "../compose-pod.ts";

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

  test.each<{ name: string; container: Json; stays: boolean; want: readonly string[] }>([
    {
      name: "has a program of its own",
      container: { name: "fetch-roots", image: "curl" },
      stays: true,
      want: [],
    },
    {
      name: "is nearly called default-init and runs nothing",
      container: { name: "default-inti", image: "placeholder", env: [variable("A", "1")] },
      stays: false,
      want: [
        "TEMPLATE_CONTAINER_UNMATCHED the template's init container default-inti is dropped: it has nothing to run, and the Pod has no init container of this name; did you mean default-init?",
      ],
    },
    {
      name: "is nearly called primary-init and has an image",
      container: { name: "primary_init", image: "busybox" },
      stays: true,
      want: [
        "TEMPLATE_CONTAINER_UNMATCHED the template's init container primary_init shapes no other: it is added to the Pod as one of its own, though its name comes close to primary-init; did you mean primary-init? If not, a name that is less like it says so",
      ],
    },
    {
      name: "is called as what shapes containers that are none for init",
      container: { name: "default", image: "placeholder" },
      stays: false,
      want: [
        "TEMPLATE_CONTAINER_UNMATCHED the template's init container default is dropped: it has nothing to run, and the Pod has no init container of this name; did you mean default-init?",
      ],
    },
    {
      name: "has neither an image nor a command",
      container: { name: "fetch-roots", env: [] },
      stays: false,
      want: [
        "TEMPLATE_CONTAINER_UNMATCHED the template's init container fetch-roots is dropped: it has nothing to run, and the Pod has no init container of this name; give it an image and a command, or name it default-init to shape the Pod's own init containers",
      ],
    },
    {
      name: "has a command, and a name that is a little like a special one",
      container: { name: "prepare-init", image: "busybox", command: ["prepare"] },
      stays: true,
      want: [],
    },
  ])("an init container that only a template has, which $name", ({ container, stays, want }) => {
    const result = composePod(factsOf({ template: { containers: [], initContainers: [container] } }), {
      semantics: "podwright",
    });
    if (!result.ok) throw new Error(result.problems[0].what);
    const { pod, problems } = result.value;
    expect(problems.map(({ code, what, fix }) => `${code} ${what}; ${fix}`)).toEqual(want);
    expect((pod.spec?.initContainers ?? []).map(({ name }) => name)).toEqual(stays ? [container.name] : []);
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
