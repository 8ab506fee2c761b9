import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const root = join(import.meta.dirname, "../../../..");
const workingDirectory = join(root, "testdata/explain");
const golden = join(root, "testdata/golden/diff");
const ellipse = "../../examples/ellipse/task.pb";
const words = "../../examples/word-count/task.pb";
const before = process.cwd();
let projectFile = "";

beforeAll(async () => {
  process.chdir(workingDirectory);
  const folder = await mkdtemp(join(tmpdir(), "podwright-diff-"));
  projectFile = join(folder, "podwright.yaml");
  const paths = { config: "flyte.yaml", manifests: "templates", tasks: ellipse };
  const lines = Object.entries(paths).map(([key, path]) => `${key}: ${join(workingDirectory, path)}\n`);
  await writeFile(projectFile, lines.join(""));
});
afterAll(async () => {
  process.chdir(before);
  await rm(join(projectFile, ".."), { recursive: true });
});

function diff(args: readonly string[], columns?: number) {
  return callPodwright(["diff", ...args], { workingDirectory, ...(columns && { columns }) });
}

describe("podwright diff", () => {
  const shared = ["--semantics", "flyte-2.0"];
  test.each([
    {
      name: "semantics.txt",
      args: [ellipse, "-f", "templates", "--config", "flyte.yaml", "--semantics", "flyte-1.16", "flyte-2.0"],
    },
    { name: "templates.txt", args: [ellipse, "templates", "next", "--config", "flyte.yaml", ...shared] },
    {
      name: "configs.yaml",
      args: [ellipse, "flyte.yaml", "flyte-next.yaml", "-f", "templates", "-o", "yaml", ...shared],
    },
    { name: "tasks.txt", args: [ellipse, words, "-f", "templates", "--config", "flyte.yaml", ...shared] },
    {
      name: "over-two-tasks.txt",
      args: [ellipse, words, "flyte.yaml", "flyte-next.yaml", "-f", "templates", ...shared],
    },
  ])("prints what testdata/golden/diff/$name holds, and ends with 1", async ({ name, args }) => {
    const { exitCode, stdout, stderr } = await diff(args);
    expect(exitCode, stderr).toBe(1);
    await expect(stdout).toMatchFileSnapshot(join(golden, name));
  });

  test("prints nothing and ends with 0 where nothing differs", async () => {
    const { exitCode, stdout, stderr } = await diff([ellipse, ellipse, "--no-project", ...shared]);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: "", stderr: "no difference\n" });
  });

  const configs = [ellipse, "-f", "templates", ...shared];
  test.each([
    { form: "a flag and an operand", args: [...configs, "--config", "flyte.yaml", "flyte-next.yaml"] },
    { form: "a flag twice", args: [...configs, "--config", "flyte.yaml", "--config", "flyte-next.yaml"] },
    { form: "operands in any place", args: ["flyte.yaml", "flyte-next.yaml", ...configs] },
  ])("takes A and B as $form", async ({ args }) => {
    const { exitCode, stdout } = await diff(args);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^--- flyte\.yaml\n\+\+\+ flyte-next\.yaml\n/);
  });

  test("takes the tasks, and what A is, from the project where nothing else says it", async () => {
    const upgrade = await diff(["--semantics", "flyte-1.16", "flyte-2.0", "--project", projectFile]);
    expect(upgrade.exitCode, upgrade.stderr).toBe(1);
    expect(upgrade.stdout).toMatch(/^--- flyte-1\.16\n\+\+\+ flyte-2\.0\n/);
    const config = await diff(["flyte-next.yaml", "--project", projectFile, ...shared]);
    expect(config.exitCode, config.stderr).toBe(1);
    expect(config.stdout).toContain("/flyte.yaml\n+++ flyte-next.yaml\n");
  });

  test("takes of a folder the tasks, as an operand and from the project, and passes over what lies beside them", async () => {
    const example = join(root, "examples/ellipse");
    const file = join(projectFile, "../examples.yaml");
    await writeFile(file, `tasks: [${join(root, "examples")}]\n`);
    const versions = ["--semantics", "flyte-1.16", "flyte-2.0", "-o", "json"];
    const ofProject = await diff([...versions, "--project", file]);
    const ofOperand = await diff([example, ...versions, "--no-project"]);
    const tasksOf = ({ stdout }: typeof ofProject): readonly string[] =>
      (JSON.parse(stdout) as { readonly tasks: readonly { readonly task: string }[] }).tasks.map(({ task }) => task);
    expect(tasksOf(ofProject)).toEqual(
      ["ellipse", "failing", "word-count"].map((name) => join(root, `examples/${name}/task.pb`)),
    );
    expect(tasksOf(ofOperand)).toEqual([join(example, "task.pb")]);
  });

  test("compares one alone with all that the project says", async () => {
    const folder = join(projectFile, "..");
    const file = join(folder, "two.yaml");
    const manifests = ["templates/with-ca.yaml", "../../examples/private-ca/config-map.yaml"];
    const listed = manifests.map((path) => JSON.stringify(join(workingDirectory, path))).join(", ");
    await writeFile(file, `manifests: [${listed}]\nconfig: ${join(workingDirectory, "flyte.yaml")}\n`);
    const { exitCode, stdout } = await diff([ellipse, "next", "--project", file, ...shared]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("/config-map.yaml\n+++ next\n");
  });

  test("takes folders of config files as configs", async () => {
    const folders = await Promise.all(
      ["old", "new"].map(async (name) => {
        const folder = join(projectFile, "..", name);
        await mkdir(folder);
        await writeFile(join(folder, "k8s.yaml"), `plugins: { k8s: { default-labels: { made: ${name} } } }\n`);
        return folder;
      }),
    );
    const { stdout } = await diff([ellipse, ...folders, "--no-project", ...shared]);
    expect(stdout).toBe(`--- ${folders[0]}/*.yaml
+++ ${folders[1]}/*.yaml
metadata.labels.made
  - old  ← object-metadata ${folders[0]}/k8s.yaml:1
  + new  ← object-metadata ${folders[1]}/k8s.yaml:1
`);
  });

  test("takes two -f as A and B where nothing else is", async () => {
    const { stdout } = await diff([ellipse, "-f", "templates", "next", "--config", "flyte.yaml", ...shared]);
    expect(stdout).toMatch(/^--- templates\n\+\+\+ next\n/);
  });

  test("says which side warns, where only one does", async () => {
    const args = [ellipse, "-f", "templates", "--config", "flyte.yaml", "--semantics", "flyte-1.16", "flyte-2.0"];
    const { stderr } = await diff(args);
    const primaryInit = stderr
      .split(/^(?=warning )/m)
      .filter((text) => text.startsWith("warning PRIMARY_INIT_NEVER_APPLIES"));
    expect(primaryInit).toHaveLength(1);
    expect(primaryInit[0]).toContain(
      "\n  where  flyte-2.0: templates/with-ca.yaml:22:9 template.spec.initContainers[1]\n",
    );
  });

  test("says which side cannot be composed", async () => {
    const broken = join(projectFile, "../broken.yaml");
    await writeFile(broken, "plugins: { k8s: { co-pilot: { cpu: lots } } }\n");
    const { exitCode, stdout, stderr } = await diff([ellipse, "flyte.yaml", broken, "-f", "templates", ...shared]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain("error QUANTITY_INVALID");
    expect(stderr).toContain(`where  ${broken}`);
  });

  test("names tasks that cannot be composed, and goes on with the others", async () => {
    const config = join(projectFile, "../no-storage.yaml");
    await writeFile(config, "plugins: { k8s: { co-pilot: { cpu: lots } } }\n");
    const plain = join(root, "testdata/clients/flytekit/task.acme_flows.basic.say_hello.pb");
    const { exitCode, stdout, stderr } = await diff([
      ellipse,
      plain,
      "--config",
      config,
      "--semantics",
      "flyte-1.16",
      "flyte-2.0",
      "-o",
      "json",
    ]);
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).tasks.map(({ task }: { readonly task: string }) => task)).toEqual([plain]);
    expect(stderr).toContain(`error QUANTITY_INVALID`);
    expect(stderr).toContain(`where  ${ellipse}: `);
    expect(stderr.match(/error QUANTITY_INVALID/g)).toHaveLength(1);
  });

  test("names the tasks that a warning is about, where it is not about all", async () => {
    const config = join(projectFile, "../no-template.yaml");
    await writeFile(config, "plugins: { k8s: { default-pod-template-name: none } }\n");
    const named = join(root, "testdata/clients/flytekit/task.acme_flows.pods.both.pb");
    const template = join(projectFile, "../both-name.yaml");
    await writeFile(template, "apiVersion: v1\nkind: PodTemplate\nmetadata: { name: both-name }\n");
    const warningOf = async (tasks: readonly string[]) => {
      const args = [...tasks, "flyte-1.16", "flyte-2.0", "--config", config, "-f", template];
      const { stderr } = await diff(args);
      return stderr.split(/^(?=warning |error )/m).filter((text) => text.includes(" DEFAULT_POD_TEMPLATE_MISSING"));
    };
    const [ofSome, ...moreOfSome] = await warningOf([ellipse, words, named]);
    expect(ofSome).toContain(`\n  where  ${ellipse}, ${words}: ${config}:1:`);
    const [ofAll, ...moreOfAll] = await warningOf([ellipse, words]);
    expect(ofAll).toContain(`\n  where  ${config}:1:`);
    expect([moreOfSome, moreOfAll]).toEqual([[], []]);
  });

  test("takes a pattern of config files as an operand", async () => {
    const folder = join(projectFile, "../conf");
    await mkdir(folder);
    await writeFile(join(folder, "k8s.yaml"), "plugins: { k8s: { default-labels: { made: here } } }\n");
    const pattern = `${folder}/*.yaml`;
    const { exitCode, stdout } = await diff([ellipse, "flyte.yaml", pattern, "--no-project", ...shared]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`--- flyte.yaml\n+++ ${pattern}\n`);
    const none = await diff([ellipse, "flyte.yaml", `${folder}/*.none`, "--no-project", ...shared]);
    expect({ exitCode: none.exitCode, stdout: none.stdout }).toEqual({ exitCode: 3, stdout: "" });
  });

  test("takes of a folder tasks that stand deeper in it, in JSON too", async () => {
    const folder = join(projectFile, "../package");
    await mkdir(join(folder, "deep"), { recursive: true });
    const json = join(root, "testdata/clients/flytekit/task.acme_flows.basic.say_hello.json");
    await copyFile(json, join(folder, "deep/task.json"));
    const { stdout, stderr } = await diff([folder, "flyte-1.16", "flyte-2.0", "-o", "json", "--no-project"]);
    expect(JSON.parse(stdout).tasks, stderr).toMatchObject([{ task: join(folder, "deep/task.json") }]);
  });

  test.each([
    { args: [], want: "podwright diff: nothing to compare with" },
    { args: [ellipse], want: "podwright diff: nothing to compare with" },
    { args: ["templates", "next"], want: "podwright diff: no task to compare the templates over" },
    { args: [ellipse, ellipse, words], want: "podwright diff: 3 tasks; two can be compared" },
    { args: [ellipse, "templates"], want: "podwright diff: nothing to compare the templates templates with" },
    {
      args: [ellipse, "templates", "next", "--semantics", "flyte-2.0", "--semantics", "flyte-1.16"],
      want: "podwright diff: two kinds of things to compare: semantics and templates",
    },
    {
      args: [ellipse, "templates", "next", "flyte.yaml", "flyte-next.yaml"],
      want: "podwright diff: two kinds of things to compare: configs and templates",
    },
    {
      args: [ellipse, "-f", "templates", "flyte-1.16", "flyte-2.0"],
      want: "put OPERANDs before -f: everything after -f counts as manifests",
    },
    {
      args: [ellipse, "--semantics", "flyte-1.17"],
      want: "the rules of flyte-1.17 are not among those that Podwright knows",
    },
  ])("refuses $args: $want", async ({ args, want }) => {
    const { exitCode, stdout, stderr } = await diff([...args, "--no-project"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(want);
  });

  test("asks whether a word was meant for a semantics", async () => {
    const { exitCode, stderr } = await diff([ellipse, "flyte-1.6", "flyte-2.0"]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain("flyte-1.6 is neither a file, nor a folder, nor a semantics");
    expect(stderr).toContain("did you mean flyte-1.16?");
  });

  test("has colours on a terminal alone, and none if asked", async () => {
    const args = [ellipse, "templates", "next", "--config", "flyte.yaml", ...shared];
    expect((await diff(args, 80)).stdout).toContain("\u001b[31m--- templates");
    expect((await diff([...args, "--no-color"], 80)).stdout).toContain("\n--- templates".slice(1));
    expect((await diff([...args, "--no-color"], 80)).stdout).not.toContain("\u001b");
  });
});
