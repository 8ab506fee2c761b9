import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { valueOrThrow } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";
import { readSettings } from "./read-settings.ts";

const task = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
const before = process.cwd();
let root = "";

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "podwright-project-")));
  await mkdir(join(root, "repository/.git"), { recursive: true });
  await mkdir(join(root, "repository/deep/er"), { recursive: true });
  await mkdir(join(root, "alone/inner"), { recursive: true });
  const project = "config: flyte.yaml\nmanifests: templates\nstore: data\nsemantics: flyte-2.0\n";
  await writeFile(join(root, "repository/podwright.yaml"), project);
  await writeFile(
    join(root, "repository/flyte.yaml"),
    "plugins: { k8s: { default-labels: { team: red } } }\nstorage: { type: stow, container: b, stow: { kind: s3, config: { region: eu-1 } } }\n",
  );
  await mkdir(join(root, "repository/templates"));
  await writeFile(
    join(root, "repository/templates/template.yaml"),
    "apiVersion: v1\nkind: PodTemplate\nmetadata: { name: here }\ntemplate: { spec: { containers: [{ name: x, image: registry.example.com/x }] } }\n",
  );
  await writeFile(join(root, "alone/podwright.yaml"), "store: s3://bucket\n");
});
afterAll(async () => {
  process.chdir(before);
  await rm(root, { recursive: true });
});

/** Files that a project names are read from where the process is. */
function enter(folder: string): string {
  const entered = join(root, folder);
  process.chdir(entered);
  return entered;
}

describe("settings", () => {
  test("come from the project's file in the working directory", async () => {
    const workingDirectory = enter("repository");
    expect(valueOrThrow(await readSettings({}, { workingDirectory }))).toEqual({
      config: ["flyte.yaml"],
      file: ["templates"],
      store: "data",
      semantics: "flyte-2.0",
      semanticsFrom: "podwright.yaml:4",
      boundary: "report",
      tasks: [],
      flyteNamespace: "flyte",
    });
  });

  test("come from a parent's in the same repository, whose paths stay relative to it", async () => {
    const workingDirectory = enter("repository/deep/er");
    const settings = valueOrThrow(await readSettings({}, { workingDirectory }));
    expect(settings.config).toEqual(["../../flyte.yaml"]);
    expect(settings.file).toEqual(["../../templates"]);
    expect(settings.semanticsFrom).toBe("../../podwright.yaml:4");
  });

  test("do not come from a parent's outside of a repository", async () => {
    const workingDirectory = enter("alone/inner");
    const none = { boundary: "report", tasks: [], flyteNamespace: "flyte" };
    expect(valueOrThrow(await readSettings({}, { workingDirectory }))).toEqual(none);
    const named = valueOrThrow(await readSettings({ project: "../podwright.yaml" }, { workingDirectory }));
    expect(named).toEqual({ ...none, store: "s3://bucket" });
  });

  test("are the flags' where both say something", async () => {
    const workingDirectory = enter("repository");
    const flags = { config: ["other.yaml"], file: ["x"], semantics: "flyte-2.0" } as const;
    const settings = valueOrThrow(await readSettings(flags, { workingDirectory }));
    expect(settings).toEqual({ ...flags, store: "data", boundary: "report", tasks: [], flyteNamespace: "flyte" });
  });

  test("are the flags' alone after --no-project", async () => {
    const workingDirectory = enter("repository");
    const none = { boundary: "report", tasks: [], flyteNamespace: "flyte" };
    expect(valueOrThrow(await readSettings({ project: false }, { workingDirectory }))).toEqual(none);
  });
});

describe("paths of the project's file that lead nowhere", () => {
  const text = "config: gone.yaml\nmanifests:\n  - templates\n  - gone\ntasks: nowhere\nexecution: none.yaml\n";
  const problems = async (...[options, uses]: readonly [object, { tasks: boolean }]) => {
    const workingDirectory = enter("repository");
    await writeFile(join(root, "repository/other.yaml"), text);
    const read = await readSettings({ project: "other.yaml", ...options }, { workingDirectory }, uses);
    return read.ok ? [] : read.problems.map(({ code, what, where }) => `${where} ${code} ${what}`);
  };

  test("are told with their lines", async () => {
    expect(await problems({}, { tasks: true })).toEqual([
      "other.yaml:1:1 config[0] PROJECT_INVALID config names gone.yaml, which does not exist",
      "other.yaml:4:5 manifests[1] PROJECT_INVALID manifests names gone, which does not exist",
      "other.yaml:5:1 tasks[0] PROJECT_INVALID tasks names nowhere, which does not exist",
      "other.yaml:6:1 execution PROJECT_INVALID execution names none.yaml, which does not exist",
    ]);
  });

  test("are of no account where a flag stands in their place", async () => {
    expect(await problems({ file: ["a"], config: ["b"], execution: "c" }, { tasks: false })).toEqual([]);
  });
});

describe("podwright compose", () => {
  test("takes the project, and says whose rules it took from where", async () => {
    const workingDirectory = enter("repository/deep");
    const { exitCode, stdout, stderr } = await callPodwright(["compose", task], { workingDirectory });
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain("composing by the rules of flyte-2.0 (../podwright.yaml:4)\n");
    expect(stdout).toContain("team: red");
  });

  test("refuses a project that it was told of and that is not there", async () => {
    const workingDirectory = enter("repository");
    const { exitCode, stderr } = await callPodwright(["compose", task, "--project", "nope.yaml"], { workingDirectory });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("cannot read the project file nope.yaml: no such file (ENOENT)");
  });
});
