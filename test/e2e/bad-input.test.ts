import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { podwright } from "./podwright.ts";
import { useWorkplace } from "./use-workplace.ts";

const root = join(import.meta.dirname, "../..");
const task = join(root, "examples/ellipse/task.pb");
const inputs = ["--input", "a=3", "--input", "b=4"];
const config = join(root, "examples/flyte.yaml");
const manifests = join(root, "examples/private-ca");
const place = useWorkplace();

beforeAll(() => {
  const whole = readFileSync(task);
  const files = {
    "truncated.pb": whole.subarray(0, 100),
    "unknown.pb": Buffer.from([0xfa, 0x06, 0x01, 0x61]),
    "empty.pb": "",
    "deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: no-template\n",
    "broken.yaml": "apiVersion: v1\nkind: [PodTemplate\n",
    "gpu.json": gpuTask(),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place.folder, name), content);
});

function gpuTask(): string {
  const id = { project: "p", domain: "d", name: "gpu", version: "v" };
  const resources = { limits: { "nvidia.com/gpu": "1", "ephemeral-storage": "1Gi" } };
  const podSpec = { containers: [{ name: "main", image: "i", command: ["true"], resources }] };
  const config = { primary_container_name: "main" };
  return JSON.stringify({ template: { id, type: "sidecar", taskTypeVersion: 2, config, k8sPod: { podSpec } } });
}

test.for([
  { name: "a task file that does not exist", args: ["run", "nowhere.pb"], code: "TASK_FILE_MISSING", exitCode: 3 },
  { name: "a truncated task file", args: ["run", "truncated.pb"], code: "TASK_FILE_INVALID", exitCode: 3 },
  { name: "an empty task file", args: ["run", "empty.pb"], code: "TASK_FILE_INVALID", exitCode: 3 },
  { name: "a message that is no task", args: ["run", "unknown.pb"], code: "TASK_FILE_INVALID", exitCode: 3 },
  {
    name: "YAML that is no PodTemplate",
    args: ["run", task, ...inputs, "-f", "deployment.yaml"],
    code: "MANIFEST_INVALID",
    exitCode: 3,
  },
  { name: "broken YAML", args: ["run", task, ...inputs, "-f", "broken.yaml"], code: "MANIFEST_INVALID", exitCode: 3 },
  { name: "an unknown flag", args: ["run", task, ...inputs, "--frobnicate"], code: "USAGE", exitCode: 2 },
  { name: "an unknown verb", args: ["walk", task], code: "USAGE", exitCode: 2 },
  {
    name: "an input that the interface does not have",
    args: ["run", task, ...inputs, "--input", "c=5"],
    code: "INPUT_UNKNOWN",
    exitCode: 3,
  },
  {
    name: "an input of the wrong type",
    args: ["run", task, "--input", "a=three", "--input", "b=4"],
    code: "INPUT_TYPE_MISMATCH",
    exitCode: 3,
  },
  { name: "an input too few", args: ["run", task, "--input", "a=3"], code: "INPUT_MISSING", exitCode: 3 },
  {
    name: "no bubblewrap",
    args: ["run", task, ...inputs, "--engine", "sandbox"],
    environment: { PATH: dirname(process.execPath) },
    code: "NO_BUBBLEWRAP",
    exitCode: 4,
  },
  {
    name: "what the sandbox does not enforce, under --strict",
    args: ["run", "gpu.json", "--engine", "sandbox", "--strict"],
    code: "ENGINE_NOT_ENFORCED",
    exitCode: 3,
  },
  {
    name: "a CA file that cannot be read",
    args: ["run", task, ...inputs, "--config", config, "-f", manifests],
    environment: { AWS_CA_BUNDLE: "nowhere.pem", S3_SECRET: "secret" },
    code: "CA_FILE_UNREADABLE",
    exitCode: 3,
  },
])("$name is one problem, and nothing is left behind", async ({ args, environment = {}, code, exitCode }) => {
  const ended = await podwright(args, {
    workingDirectory: place.folder,
    environment: { TMPDIR: place.temporary, ...environment },
  });
  const problems = ended.output.match(/^(error|warning) .*$/gm);
  expect({ problems, exitCode: ended.exitCode }).toEqual({ problems: [`error ${code}`], exitCode });
  expect(ended.output).toMatch(/^ {2}what {3}\S/m);
  expect(ended.output).toMatch(/^ {2}fix {4}\S/m);
  expect(ended.output).not.toMatch(/^ {4}at /m);
});

test("a store that cannot be written to is one problem", async () => {
  const file = join(place.folder, "a-file");
  mkdirSync(join(place.folder, "elsewhere"));
  writeFileSync(file, "");
  const { exitCode, output } = await podwright(["run", task, ...inputs, "--store", file], {
    workingDirectory: join(place.folder, "elsewhere"),
    environment: { TMPDIR: place.temporary },
  });
  expect(output.match(/^error .*$/gm)).toEqual(["error STORE_FOLDER_FAILED"]);
  expect(exitCode).toBe(4);
  expect(existsSync(join(place.folder, "elsewhere/.podwright"))).toBe(false);
});
