import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const root = join(import.meta.dirname, "../../../..");
const workingDirectory = join(root, "testdata/explain");
const golden = join(root, "testdata/golden/explain");
const task = "../../examples/ellipse/task.pb";
const facts = [
  "-f",
  "templates",
  "--config",
  "flyte.yaml",
  "--execution",
  "execution.yaml",
  "--semantics",
  "flyte-2.0",
];
const before = process.cwd();

beforeAll(() => process.chdir(workingDirectory));
afterAll(() => process.chdir(before));

function explain(args: readonly string[], columns?: number) {
  return callPodwright(["explain", task, ...args, ...facts], { workingDirectory, ...(columns && { columns }) });
}

describe("podwright explain", () => {
  test.each([
    { name: "table.txt", args: [] },
    { name: "tree.txt", args: ["-o", "tree"] },
    { name: "whole.yaml", args: ["-o", "yaml"] },
    { name: "overridden.txt", args: ["--overridden"] },
    { name: "overridden.yaml", args: ["--overridden", "-o", "yaml"] },
    {
      name: "paths.txt",
      args: ["env[MODE]", "metadata.labels", "initContainers[flyte-copilot-downloader].volumeMounts"],
    },
  ])("prints what testdata/golden/explain/$name holds", async ({ name, args }) => {
    const { exitCode, stdout, stderr } = await explain(args);
    expect(exitCode, stderr).toBe(0);
    await expect(stdout).toMatchFileSnapshot(join(golden, name));
  });

  test.each(["flyte-1.16", "podwright"])("knows what is lost by the rules of %s", async (semantics) => {
    const args = [
      "-f",
      "templates",
      "--config",
      "flyte.yaml",
      "--execution",
      "execution.yaml",
      "--semantics",
      semantics,
    ];
    const { exitCode, stdout, stderr } = await callPodwright(["explain", task, "--overridden", ...args], {
      workingDirectory,
    });
    expect(exitCode, stderr).toBe(0);
    await expect(stdout).toMatchFileSnapshot(join(golden, `overridden.${semantics}.txt`));
  });

  test("prints the same as JSON as it does as YAML", async () => {
    const { stdout } = await explain(["metadata.labels", "-o", "json"]);
    expect(JSON.parse(stdout)).toEqual({
      semantics: "flyte-2.0",
      fields: [
        {
          field: "metadata.labels.team",
          value: "blue",
          setBy: {
            layer: "pod-template",
            file: "templates/with-ca.yaml",
            line: 6,
            path: "template.metadata.labels.team",
          },
          overrode: [
            {
              value: "red",
              setBy: { layer: "object-metadata", file: "flyte.yaml", line: 4, path: "default-labels.team" },
              reason: "only-default",
            },
          ],
        },
        {
          field: "metadata.labels.app",
          value: "mine",
          setBy: { layer: "object-metadata", file: "execution.yaml", line: 2, path: "labels.app" },
          overrode: [
            {
              value: "flyte",
              setBy: { layer: "object-metadata", file: "flyte.yaml", line: 4, path: "default-labels.app" },
              reason: "replaced",
            },
          ],
        },
      ],
      waivers: [],
    });
  });

  test.each(["flyte-2.0", "podwright"])(
    "names the variable of the environment that sets a key of the config, by the rules of %s",
    async (semantics) => {
      const environment = { "PLUGINS.K8S.SCHEDULER_NAME": "volcano" };
      const explained = (...output: readonly string[]) =>
        callPodwright(["explain", task, "schedulerName", ...output, "--semantics", semantics], {
          workingDirectory,
          environment,
        });
      expect((await explained()).stdout).toMatch(
        /schedulerName +volcano +\S+ environment PLUGINS\.K8S\.SCHEDULER_NAME {2}/,
      );
      const [field] = JSON.parse((await explained("-o", "json")).stdout).fields;
      expect(field.setBy).toEqual({
        layer: semantics === "podwright" ? "platform-config" : "scheduling",
        from: "environment",
        variable: "PLUGINS.K8S.SCHEDULER_NAME",
        path: "scheduler-name",
      });
    },
  );

  test.each(["flyte-2.0", "podwright"])(
    "tells what one config file lost to another, and to a variable, by the rules of %s",
    async (semantics) => {
      const folder = await mkdtemp(join(tmpdir(), "podwright-explain-"));
      for (const name of ["one", "two"])
        await writeFile(join(folder, `${name}.yaml`), `plugins:\n  k8s:\n    scheduler-name: ${name}\n`);
      const configs = ["--config", join(folder, "one.yaml"), "--config", join(folder, "two.yaml")];
      const call = async (args: readonly string[], environment = {}) => {
        const all = ["explain", task, "schedulerName", ...args, ...configs, "--semantics", semantics, "-o", "json"];
        return JSON.parse((await callPodwright(all, { workingDirectory, environment })).stdout);
      };
      const given = (name: string) => ({
        layer: "config",
        file: join(folder, `${name}.yaml`),
        line: 3,
        path: "plugins.k8s.scheduler-name",
      });
      const { fields } = await call([]);
      expect(fields[0].overrode).toEqual([{ value: "one", setBy: given("one"), reason: "config-replaced" }]);
      const lost = { field: "spec.schedulerName", value: "one", setBy: given("one"), reason: "config-replaced" };
      expect((await call(["--overridden"])).lost).toEqual([
        { ...lost, instead: { value: "two", setBy: given("two") } },
      ]);
      const variable = { from: "environment", variable: "PLUGINS.K8S.SCHEDULER_NAME" };
      const instead = { value: "v", setBy: { layer: "config", ...variable, path: "plugins.k8s.scheduler-name" } };
      expect((await call(["--overridden"], { "PLUGINS.K8S.SCHEDULER_NAME": "v" })).lost).toEqual([
        { ...lost, instead },
        { ...lost, value: "two", setBy: given("two"), instead },
      ]);
      await rm(folder, { recursive: true });
    },
  );

  test("says at the end which rules of the security boundary the templates waive", async () => {
    const args = ["spec.hostNetwork", "-f", "waived", "--config", "flyte.yaml", "--semantics", "flyte-2.0"];
    const { stdout } = await callPodwright(["explain", task, ...args], { workingDirectory });
    expect(stdout).toBe(`FIELD             VALUE  SET BY                              OVERRODE
spec.hostNetwork  true   pod-template waived/with-ca.yaml:8

B5 of the security boundary is waived by PodTemplate with-ca (waived/with-ca.yaml:3):
  the template sets the Pod's hostNetwork: true: all containers are in the node's network
B3 of the security boundary is waived by PodTemplate with-ca (waived/with-ca.yaml:3), which nothing here needs
`);
    const json = await callPodwright(["explain", task, ...args, "-o", "json"], { workingDirectory });
    expect(JSON.parse(json.stdout).waivers[1]).toEqual({
      rule: "B3",
      template: "with-ca",
      file: "waived/with-ca.yaml",
      line: 3,
      waived: [],
    });
  });

  test("keeps to the width of a terminal, and stacks its cells on a narrow one", async () => {
    for (const columns of [180, 140]) {
      const { stdout } = await explain(["--no-color"], columns);
      const widest = Math.max(...stdout.split("\n").map((line) => [...line].length));
      expect(widest).toBeLessThanOrEqual(columns);
      expect(stdout).toMatch(/^FIELD +VALUE +SET BY +OVERRODE\n/);
    }
    const { stdout } = await explain(["containers[0].image", "--no-color"], 40);
    expect(stdout).toBe(`spec.containers[execution-n0-0].image
  value: busybox:1.36
  set by: raw-pod ../../examples/ellipse/task.pb container.image
  overrode: placeholder  pod-template templates/with-ca.yaml:12 (default): a layer with more say gave another value
`);
  });

  test.each([
    { path: "containers[sidecar]", want: ["template.spec.containers[1]"] },
    { path: "spec.containers[sidecar].command", want: ["template.spec.containers[1]"] },
    { path: "initContainers[1].env[A]", want: ["template.spec.initContainers[1]"] },
    { path: "env[A]", want: ["template.spec.initContainers[1]"] },
    { path: "volumes", want: ["spec.volumes[1:flyte-inputs]"] },
    {
      path: "initContainers",
      want: ["template.spec.initContainers[1]"],
    },
  ])("finds what is lost at $path, also where the Pod has no such field", async ({ path, want }) => {
    const { exitCode, stdout, stderr } = await explain([path, "--overridden", "-o", "json"]);
    expect(exitCode, stderr).toBe(0);
    const { lost } = JSON.parse(stdout) as { readonly lost: readonly { readonly field: string }[] };
    expect(lost.map(({ field }) => field)).toEqual(want);
  });

  test.each([
    { path: "containers[sidecar]", where: "templates/with-ca.yaml:16" },
    { path: "env[A]", where: "templates/with-ca.yaml:23" },
  ])(
    "says of a PATH that only lost values have where it was given and why it is not in the Pod: $path",
    async (each) => {
      const { exitCode, stderr } = await explain([each.path]);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 3,
        stderr: expect.stringContaining(
          `the Pod has no field ${each.path}: it was given by pod-template ${each.where}, and is not in the Pod: the Pod has no container for it`,
        ),
      });
    },
  );

  test("says of a PATH after -f that it belongs before it", async () => {
    const { exitCode, stderr } = await callPodwright(["explain", task, "-f", "templates", "schedulerName"], {
      workingDirectory,
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringContaining("put PATHs before -f: everything after -f counts as manifests"),
    });
    const first = await callPodwright(["explain", task, "-f", "template"], { workingDirectory });
    expect(first.stderr).not.toContain("before -f");
  });

  test("calls the object as compose prints it", async () => {
    const { stdout } = await explain(["kind", "-o", "json"]);
    expect(JSON.parse(stdout).fields).toMatchObject([{ field: "kind", value: "Pod" }]);
  });

  test("says which PATHs meet nothing, all at once", async () => {
    const { exitCode, stdout, stderr } = await explain(["env[MODES]", "spec.volume"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain("the Pod has no field env[MODES]: spec.containers[execution-n0-0].env has no MODES");
    expect(stderr).toContain("the Pod has no field spec.volume: spec has no volume\n  fix    did you mean volumes?");
  });

  test("says of a field that Kubernetes has that nobody set it", async () => {
    const { exitCode, stdout } = await explain([
      "hostAliases",
      "spec.hostAliases",
      "containers[execution-n0-0].lifecycle",
    ]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "spec.hostAliases: nobody set it\nspec.containers[execution-n0-0].lifecycle: nobody set it\n",
    });
    const json = await explain(["hostAliases", "-o", "json"]);
    expect(JSON.parse(json.stdout)).toEqual({
      semantics: "flyte-2.0",
      unset: ["spec.hostAliases"],
      fields: [],
      waivers: [],
    });
    const lost = await explain(["hostAliases", "--overridden"]);
    expect(lost).toMatchObject({ exitCode: 0, stdout: "no value that somebody gave was lost there\n" });
  });

  test("answers the PATHs that meet something beside one that meets nothing", async () => {
    const { exitCode, stdout, stderr } = await explain(["metadata.name", "spec.volume"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining("spec has no volume") });
    expect(stdout).toMatch(/^metadata\.name +execution-n0-0 /m);
  });
});
