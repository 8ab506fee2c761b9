import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const ellipse = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
const wordCount = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.word_count.pb");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-run-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("podwright run refuses", () => {
  const cases = [
    { name: "an unknown engine", args: [ellipse, "--engine", "sandbix"], exitCode: 2, want: "did you mean sandbox?" },
    {
      name: "an unknown store",
      args: [ellipse, "-i", "a=1", "-i", "b=1", "--store", "gs://b"],
      exitCode: 2,
      want: "give a folder, file:///FOLDER or s3://BUCKET",
    },
    {
      name: "an input that the task has not",
      args: [ellipse, "-i", "a=1", "-i", "b=1", "-i", "c=1"],
      exitCode: 3,
      want: "error INPUT_UNKNOWN\n  what   the task has no input c; it has a, b",
    },
    {
      name: "an input of another type",
      args: [ellipse, "-i", "a=one", "-i", "b=1"],
      exitCode: 3,
      want: 'error INPUT_TYPE_MISMATCH\n  what   input a is "one", which is not a float',
    },
    {
      name: "a missing input",
      args: [ellipse, "-i", "a=1"],
      exitCode: 3,
      want: "error INPUT_MISSING\n  what   input b has no value; it takes a float",
    },
    {
      name: "a file that is not there",
      args: [wordCount, "-i", "text=none", "-i", "corpus=.", "-i", "greeting=hi"],
      exitCode: 3,
      want: "error FILE_MISSING\n  what   input text must be a file, and there is nothing of that name",
    },
    {
      name: "an inputs file that is none",
      args: [ellipse, "--inputs", ellipse],
      exitCode: 3,
      want: "error LITERALS_INVALID",
    },
    {
      name: "a machine without bubblewrap, where the sandbox was named",
      args: [ellipse, "-i", "a=1", "-i", "b=1", "--engine", "sandbox"],
      exitCode: 4,
      want: "error NO_BUBBLEWRAP",
    },
    {
      name: "a machine on which no engine works, with what each said",
      args: [ellipse, "-i", "a=1", "-i", "b=1"],
      exitCode: 4,
      want: `error NO_ENGINE
  what   no engine works here that could run the Pod
  tried  sandbox: the sandbox engine needs bubblewrap (bwrap), which is not installed (NO_BUBBLEWRAP; PATH /nowhere)`,
    },
    {
      name: "flags that mean nothing for the engine",
      args: [ellipse, "--keep", "--context", "c", "--engine", "docker"],
      exitCode: 2,
      want: "error USAGE\n  what   --keep and --context have no effect on engine docker\n  fix    add --engine kubernetes, or take them away",
    },
    {
      name: "Podwright's own copilot on a cluster",
      args: [ellipse, "--copilot", "own", "--engine", "kubernetes"],
      exitCode: 2,
      want: "--copilot own has no effect on engine kubernetes",
    },
    {
      name: "an image's copilot where there are no images",
      args: [ellipse, "--copilot", "image", "--engine", "sandbox"],
      exitCode: 2,
      want: "--copilot image has no effect on engine sandbox",
    },
    { name: "no task at all", args: [], exitCode: 2, want: "error USAGE\n  what   missing required argument 'tasks'" },
    { name: "a folder without tasks", args: [import.meta.dirname], exitCode: 3, want: "error TASK_FILE_MISSING" },
    {
      name: "no tasks at a time",
      args: [ellipse, "--parallel", "0"],
      exitCode: 2,
      want: "must be a whole number from 1 to 9999",
    },
  ];
  it.each(cases)("$name", async ({ args, exitCode, want }) => {
    const result = await callPodwright(["run", ...args], {
      workingDirectory: folder,
      environment: { PATH: "/nowhere", DOCKER_HOST: "unix:///nowhere.sock" },
    });
    expect(result.stderr).toContain(want);
    expect({ exitCode: result.exitCode, stdout: result.stdout }).toEqual({ exitCode, stdout: "" });
  });

  it("many tasks where no engine works, and says so once", async () => {
    const arguments_ = ["run", ellipse, ellipse, ellipse, "-i", "a=1", "-i", "b=1", "-o", "json"];
    const { exitCode, stdout, stderr } = await callPodwright(arguments_, {
      workingDirectory: folder,
      environment: { PATH: "/nowhere", DOCKER_HOST: "unix:///nowhere.sock" },
    });
    expect(stderr.match(/error NO_ENGINE/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdicts: { "not-started": 3 },
      problems: [{ code: "NO_ENGINE", severity: "error" }],
      tasks: [{ verdict: "not-started" }, { verdict: "not-started" }, { verdict: "not-started" }],
    });
    expect(exitCode).toBe(4);
  });

  it("a CA file that cannot be read, before it writes anything", async () => {
    const config = join(folder, "flyte.yaml");
    await writeFile(
      config,
      "storage: { container: b, stow: { kind: s3, config: { auth_type: iam, endpoint: 'https://127.0.0.1:1', region: r } } }\n",
    );
    const result = await callPodwright(["run", ellipse, "-i", "a=1", "-i", "b=1", "--config", config], {
      workingDirectory: folder,
      environment: {
        PATH: process.env.PATH ?? "",
        AWS_CA_BUNDLE: "/nowhere/ca.pem",
        AWS_ACCESS_KEY_ID: "k",
        AWS_SECRET_ACCESS_KEY: "s",
      },
    });
    expect(result.stderr).toContain("error CA_FILE_UNREADABLE");
    expect(result.stderr).toContain("/nowhere/ca.pem");
    expect(result.exitCode).toBe(3);
  });

  it("nothing that it does not know how to leave: no folder stays where no store was wanted", async () => {
    const before = await readdir(folder);
    await callPodwright(["run", ellipse], { workingDirectory: folder });
    expect(await readdir(folder)).toEqual(before);
  });
});
