import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const task = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-lint-"));
});
afterAll(() => rm(folder, { recursive: true }));

function template(name: string, spec: string): string {
  return `apiVersion: v1\nkind: PodTemplate\nmetadata: { name: ${name} }\ntemplate:\n  spec:\n    containers: [{ name: default, image: x }]\n${spec}`;
}

async function lay(files: Readonly<Record<string, string>>): Promise<string> {
  const place = await mkdtemp(join(folder, "case-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(place, name, ".."), { recursive: true });
    await writeFile(join(place, name), text);
  }
  return place;
}

/** `@name` stands for a file of the folder, `@` for the folder itself. */
async function lint(place: string, args: readonly string[]) {
  const placed = args.map((arg) => arg.replace(/^@/, `${place}/`));
  const result = await callPodwright(["lint", "--semantics", "flyte-2.0", "--no-project", ...placed], {
    workingDirectory: place,
  });
  return {
    ...result,
    stdout: result.stdout.replaceAll(`${place}/`, "@"),
    stderr: result.stderr.replaceAll(`${place}/`, "@"),
  };
}

const lost = "    restartPolicy: OnFailure\n";
const missing = "    initContainers: [{ name: default-init, image: x, volumeMounts: [{ name: a, mountPath: /a }] }]\n";

describe("podwright lint", () => {
  it("names the variable of the environment that sets what the config is blamed for", async () => {
    const place = await lay({ "a.yaml": template("a", "") });
    const { stdout } = await callPodwright(["lint", "--no-project", "--semantics", "flyte-2.0", place, task], {
      workingDirectory: place,
      environment: { "PLUGINS.K8S.DEFAULT_POD_TEMPLATE_NAME": "nowhere" },
    });
    expect(stdout).toContain(
      "environment PLUGINS.K8S.DEFAULT_POD_TEMPLATE_NAME:1:1 warning DEFAULT_POD_TEMPLATE_MISSING",
    );
  });

  it("tells every problem of all files at once, file by file and line by line", async () => {
    const place = await lay({
      "a.yaml": "kind: PodTemplate\n  x: [\n",
      "sub/b.yaml": template("b", missing),
      "c.yaml": `${template("c", lost)}    hostname: 3\n`,
    });
    const { exitCode, stdout, stderr } = await lint(place, ["@", "--pod-security", "off"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout.split("\n").filter((line) => /^\S+:\d+:\d+ /.test(line))).toEqual([
      expect.stringMatching(/^a\.yaml:3:\d+ error MANIFEST_INVALID not valid YAML: .* \[unreadable\]$/),
      "c.yaml:8:5 error MANIFEST_INVALID template.spec.hostname must be text, not 3 [unreadable]",
      "sub/b.yaml:7:71 error VOLUME_MISSING container default-init mounts the volume a, which does not exist [volume-missing]",
    ]);
    expect(stdout).toMatch(/\n3 errors in 3 files \(1 PodTemplate, 0 tasks\)\n$/);
  });

  it("passes over what is neither manifest nor task in folders", async () => {
    const place = await lay({
      "values.yaml": "image: [unclosed\n",
      "deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nspec: { a: b }\n",
      "package.json": '{ "name": "x" }',
      "inputs.pb": "no task",
      "node_modules/x/a.yaml": template("x", lost),
      ".cache/a.yaml": template("x", lost),
      "a.yaml": `${template("a", "")}---\napiVersion: apps/v1\nkind: Deployment\n`,
    });
    const { exitCode, stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "nothing found in 4 files (1 PodTemplate, 0 tasks)\n",
    });
  });

  it("takes text with {{ for a Helm template", async () => {
    const place = await lay({ "a.yaml": "kind: PodTemplate\nmetadata: { name: {{ .Values.x }}-a }\n" });
    const { exitCode, stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("warning MANIFEST_INVALID");
    expect(stdout).toContain("fix: if this is a Helm template, render it first");
  });

  it("lints the Pods of tasks that lie among the paths, and says with which a finding was made", async () => {
    const place = await lay({ "a.yaml": template("a", lost) });
    await writeFile(join(place, "one.pb"), await readFile(task));
    await writeFile(join(place, "two.pb"), await readFile(task));
    const { stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect(
      stdout,
    ).toBe(`a.yaml:7:5 warning VALUE_LOST spec.restartPolicy: "OnFailure" is lost, as the platform puts its own in its place; the Pod has "Never" [lost-value]
    with: one.pb, two.pb
    fix: take it away, or set it where the platform takes it from: the task's resources, the execution or the platform's config

1 warning in 3 files (1 PodTemplate, 2 tasks)
`);
  });

  it("lets no file move the cursor or set a colour", async () => {
    const place = await lay({
      "a.yaml": template("a", '    initContainers: [{ name: "default-int\\e[31m\\nx", image: x }]\n'),
    });
    const { stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect(stdout).toContain("the template's init container default-int\\u001b[31m\\u000ax shapes nothing");
    expect(stdout).not.toContain("\u001b");
  });

  it("places in a task in JSON what composing says of it", async () => {
    const place = await lay({
      "pod.json": `{"template": {"type": "sidecar", "taskTypeVersion": 2, "config": {"primary_container_name": "main"},
"k8sPod": {"podSpec": {"containers": [{"name": "main", "image": "i",
"imagee": 1}]}}}}`,
    });
    const { stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect(stdout).toMatch(/^pod\.json:3:1 error FIELD_UNKNOWN /);
  });

  it("reads a file once, however often and in whatever words it is named", async () => {
    const place = await lay({ "a.yaml": template("a", lost) });
    const { stdout } = await lint(place, ["@", "@a.yaml", "@./a.yaml", "--pod-security", "off"]);
    expect(stdout).toContain("\n1 warning in 1 file (1 PodTemplate, 0 tasks)\n");
  });

  it("reads what a folder links to", async () => {
    const place = await lay({ "..data/a.yaml": template("a", lost) });
    await symlink("..data/a.yaml", join(place, "a.yaml"));
    await symlink(place, join(place, "again"));
    await symlink("none.yaml", join(place, "broken.yaml"));
    const { stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect(stdout).toMatch(/^a\.yaml:7:5 warning VALUE_LOST /);
    expect(stdout).toContain("1 warning in 1 file (1 PodTemplate, 0 tasks)");
  });

  it("composes with the config's literal offloading, which only Flyte 1 has", async () => {
    const env = "env: [{ name: _F_L_MIN_SIZE_MB, value: a }]";
    const place = await lay({
      "a.yaml": template("a", "").replace("image: x }", `image: x, ${env} }`),
      "flyte.yaml": "propeller: { literal-offloading-config: { enabled: true } }\n",
    });
    const args = ["@a.yaml", "--pod-security", "off", "--config", "@flyte.yaml", "--semantics", "flyte-1.16"];
    const { stdout } = await lint(place, args);
    expect(stdout).toContain(
      "a.yaml:6:51 warning ENTRY_DUPLICATE the variable _F_L_MIN_SIZE_MB of container task comes from a.yaml and from Flyte",
    );
  });

  const exits = [
    { name: "warnings alone are no failure", args: [], want: 0 },
    { name: "--fail-on warning makes them one", args: ["--fail-on", "warning"], want: 1 },
    { name: "as many as --max-warnings are none", args: ["--max-warnings", "1"], want: 0 },
    { name: "more than --max-warnings are one", args: ["--max-warnings", "0"], want: 1 },
    { name: "--max-warnings is a number", args: ["--max-warnings", "few"], want: 2 },
    { name: "--write-baseline needs a file", args: ["--write-baseline"], want: 2 },
    { name: "a baseline has to be there", args: ["--baseline", "@none.json"], want: 3, code: "FILE_MISSING" },
    { name: "a baseline has to be one", args: ["--baseline", "@a.yaml"], want: 3, code: "BASELINE_INVALID" },
    {
      name: "a baseline has to be somewhere",
      args: ["--write-baseline", "--baseline", "@none/a.json"],
      want: 3,
      code: "error BASELINE_WRITE_FAILED\n  what   the baseline @none/a.json cannot be written: ",
    },
  ];
  it.each(exits)("$name", async ({ args, want, code = "" }) => {
    const place = await lay({ "a.yaml": template("a", lost) });
    const { exitCode, stderr } = await lint(place, ["@", "--pod-security", "off", ...args]);
    expect({ exitCode, stderr }).toEqual({ exitCode: want, stderr: expect.stringContaining(code) });
  });

  it("takes from podwright.yaml what the flags do not say", async () => {
    const place = await lay({
      "templates/a.yaml": template("a", lost),
      "podwright.yaml": "manifests: [templates]\nsemantics: flyte-1.16\n",
    });
    const { exitCode, stdout, stderr } = await callPodwright(
      ["lint", "--pod-security", "off", "--project", join(place, "podwright.yaml")],
      {
        workingDirectory: process.cwd(),
      },
    );
    expect(stderr).toMatch(/^composing by the rules of flyte-1\.16 /);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("1 warning in 1 file") });
  });

  const other = "apiVersion: apps/v1\nkind: Deployment\n";
  const meant = [
    {
      name: "a misspelt kind",
      text: "apiVersion: v1\nkind: PodTemplte\n",
      want: "2:1 error MANIFEST_INVALID PodTemplte is no kind that is taken",
      fix: "did you mean PodTemplate?",
    },
    {
      name: "a version that it has not",
      text: "apiVersion: v2\nkind: PodTemplate\n",
      want: '1:1 error MANIFEST_INVALID apiVersion is "v2"; every kind taken is "v1"',
      fix: "write apiVersion: v1",
    },
    {
      name: "a group of Kubernetes that it is not of",
      text: "apiVersion: apps/v1\nkind: ConfigMap\n",
      want: '1:1 error MANIFEST_INVALID apiVersion is "apps/v1"',
      fix: "write apiVersion: v1",
    },
    {
      name: "a kind under a misspelt key",
      text: "apiVersion: v1\nKind: PodTemplate\n",
      want: "2:1 error MANIFEST_INVALID Kind is no field of a Kubernetes object",
      fix: "did you mean kind?",
    },
    {
      name: "a file that is too large",
      text: `apiVersion: v1\ndata: ${"a".repeat(9 * 1024 * 1024)}\nkind: PodTemplate\n`,
      want: "1:1 error FILE_TOO_LARGE",
      fix: "give a YAML or JSON file",
    },
    {
      name: "a file in UTF-16",
      text: Buffer.from("\ufeffapiVersion: v1\nkind: PodTemplate\n", "utf16le"),
      want: "1:1 error MANIFEST_INVALID the manifest",
      fix: "save it as UTF-8",
    },
  ];
  it.each(meant)("tells $name in a folder that has good files", async ({ text, want, fix }) => {
    const place = await lay({ "good.yaml": template("good", "") });
    await writeFile(join(place, "bad.yaml"), text);
    const { exitCode, stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringContaining(`bad.yaml:${want}`) });
    expect(stdout).toContain(`fix: ${fix}`);
  });

  const foreign = [
    { name: "other kinds", text: other },
    { name: "a kubeconfig", text: "apiVersion: v1\nkind: Config\n" },
    { name: "a custom resource whose kind is called alike", text: "apiVersion: aws.example.com/v1\nkind: Secret\n" },
    { name: "a large file of something else", text: `[${"1,".repeat(5 * 1024 * 1024)}1]` },
    { name: "a binary file", text: Buffer.from([0xff, 0xfe, 0x00, 0x41]) },
  ];
  it.each(foreign)("passes over $name in a folder", async ({ text }) => {
    const place = await lay({ "good.yaml": template("good", "") });
    await writeFile(join(place, "other.yaml"), text);
    const { exitCode, stdout } = await lint(place, ["@", "--pod-security", "off"]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "nothing found in 2 files (1 PodTemplate, 0 tasks)\n",
    });
  });

  it.each([{ files: {} }, { files: { "other.yaml": other } }])(
    "fails where there is nothing to lint: $files",
    async ({ files }) => {
      const place = await lay({ "folder/readme.txt": "", ...files });
      const { exitCode, stdout, stderr } = await lint(place, ["@", "--task", "@folder"]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
      expect(stderr).toContain("error NOTHING_TO_LINT\n");
    },
  );

  it("blames the config and the execution file for what they say, once for all templates and tasks", async () => {
    const labels = "metadata: { labels: { team: a } }\n  spec";
    const place = await lay({
      "a.yaml": template("a", "").replace("spec", labels),
      "b.yaml": template("b", "").replace("spec", labels),
      "flyte.yaml": 'plugins:\n  k8s:\n    default-labels:\n      good: a\n      cost: "R&D"\n',
      "execution.yaml": 'namespace: Foo_bar\nlabels:\n  good: a\n  Team: "A b"\n',
    });
    const more = ["--task", task, "--config", "@flyte.yaml", "--execution", "@execution.yaml", "--pod-security", "off"];
    const { stdout } = await lint(place, ["@a.yaml", "@b.yaml", ...more]);
    const refused = stdout.split("\n").filter((line) => line.endsWith("[refused]"));
    expect(refused.map((line) => line.replace(/ must .*|: a .*/, ""))).toEqual([
      expect.stringMatching(/^execution\.yaml:1:1 .* metadata\.namespace: Invalid value: "Foo_bar"/),
      expect.stringMatching(/^execution\.yaml:4:3 .* metadata\.labels: Invalid value: "A b"/),
      expect.stringMatching(/^flyte\.yaml:5:7 .* metadata\.labels: Invalid value: "R&D"/),
    ]);
  });

  it("blames the config for the copilot's storage that it overrides", async () => {
    const place = await lay({
      "a.yaml": template("a", ""),
      "flyte.yaml": "plugins:\n  k8s:\n    co-pilot:\n      storage-config-override:\n        container: x\n",
    });
    const { stdout } = await lint(place, [
      "@a.yaml",
      "--config",
      "@flyte.yaml",
      "--task",
      task,
      "--pod-security",
      "off",
    ]);
    expect(stdout).toMatch(/^flyte\.yaml:4:7 error COPILOT_STORAGE_MISSING /m);
  });

  it("does not say of a template that could not be read that it is missing", async () => {
    const broken = template("a", "").replace("image: x }", "image: x, env: [{ name: A, value: 5 }] }");
    const place = await lay({
      "a.yaml": broken,
      "flyte.yaml": "plugins: { k8s: { default-pod-template-name: a } }\n",
    });
    for (const args of [["--config", "@flyte.yaml"], []]) {
      const { stdout } = await lint(place, ["@a.yaml", "--task", task, ...args]);
      expect(stdout).toContain("env[0].value must be text, not 5");
      expect(stdout).toContain("\n1 error in 2 files (0 PodTemplates, 1 task)\n");
    }
  });

  it("tells a file that was named as a task and is none", async () => {
    const place = await lay({
      "a.yaml": template("a", ""),
      "workflow.json": '{ "template": { "id": { "resourceType": "WORKFLOW" } } }',
    });
    await writeFile(join(place, "package.tgz"), gzipSync("x"));
    const { stdout } = await lint(place, [
      "@a.yaml",
      "--task",
      "@workflow.json",
      "@package.tgz",
      "--pod-security",
      "off",
    ]);
    expect(stdout).toMatch(/^package\.tgz:1:1 error TASK_FILE_INVALID the task file is a gzip archive/m);
    expect(stdout).toMatch(/^workflow\.json:1:1 error TASK_FILE_INVALID the task file is a workflow, not a task/m);
  });

  it("says of manifests among the tasks that they belong before --task", async () => {
    const place = await lay({ "manifests/sub/a.yaml": template("a", lost), "b.json": "{}" });
    const { exitCode, stdout, stderr } = await lint(place, ["--task", task, "@manifests"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("@manifests holds manifests and no task, and everything after --task counts as tasks\n");
    expect(stderr).toContain("fix    put PATHS before --task: podwright lint PATHS --task TASKS; ");
    expect((await lint(place, ["@manifests", "--task", task])).stdout).toContain("VALUE_LOST");
  });

  it("has nothing to do without paths", async () => {
    const { exitCode, stderr } = await lint(folder, []);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining("error USAGE\n  what   there is nothing to lint\n"),
    });
  });

  it("says of a path that leads nowhere that it does, and lints the others", async () => {
    const place = await lay({ "a.yaml": template("a", lost) });
    const { exitCode, stdout } = await lint(place, ["@none", "@a.yaml", "--pod-security", "off"]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("error MANIFEST_FILE_MISSING cannot read");
    expect(stdout).toContain("VALUE_LOST");
    expect((await lint(place, ["@none"])).exitCode).toBe(3);
    expect((await lint(place, ["@a.yaml", "--task", "@none"])).exitCode).toBe(3);
  });
});

describe("a baseline", () => {
  it("hides what it lists, wherever in its file it stands by now, and tells what is gone", async () => {
    const place = await lay({ "a.yaml": template("a", lost), "b.yaml": template("b", missing) });
    const args = ["@", "--pod-security", "off", "--baseline", "@baseline.json"];
    const written = await lint(place, [...args, "--write-baseline"]);
    expect({ exitCode: written.exitCode, stdout: written.stdout }).toEqual({
      exitCode: 0,
      stdout: "nothing found in 2 files (2 PodTemplates, 0 tasks)\n2 findings hidden by the baseline\n",
    });
    await writeFile(join(place, "a.yaml"), `# moved\n\n${template("a", `    hostname: x\n${lost}`)}`);
    await writeFile(
      join(place, "b.yaml"),
      template("b", missing.replaceAll("/a", "/b").replace("name: a,", "name: c,")),
    );
    const { exitCode, stdout } = await lint(place, args);
    expect(exitCode).toBe(1);
    expect(
      stdout,
    ).toBe(`b.yaml:7:71 error VOLUME_MISSING container default-init mounts the volume c, which does not exist [volume-missing]
    fix: add a volume of this name to volumes (there is none), or take the mount away

1 error in 3 files (2 PodTemplates, 0 tasks)
1 finding hidden by the baseline
1 finding of the baseline is gone; --write-baseline forgets it:
  b.yaml container default-init mounts the volume a, which does not exist [volume-missing]
`);
  });
});
