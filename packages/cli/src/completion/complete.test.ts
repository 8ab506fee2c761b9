import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { boundaryModes, semanticsNames } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildProgram } from "../command-line/program.ts";
import { callPodwright } from "../testing/call-podwright.ts";
import { meaningOfArgument, meaningOfOption } from "./word-meanings.ts";

const task = join(import.meta.dirname, "../../../../testdata/clients/demo/task.demo.ellipse_area.pb");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-complete-"));
  const contexts = (...names: readonly string[]) =>
    `contexts: [${names.map((name) => `{ name: "${name}" }`).join(", ")}]\n`;
  await writeFile(join(folder, "a.yaml"), contexts("minikube", "arn:aws:eks:eu-1:1:cluster/prod"));
  await writeFile(join(folder, "b.yaml"), contexts("kind", "minikube"));
  await writeFile(join(folder, "broken.yaml"), "contexts: [\n");
});
afterAll(() => rm(folder, { recursive: true }));

/** What is completed behind `podwright`: values, then the directive. */
async function completed(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { exitCode, stdout, stderr } = await callPodwright(["__complete", ...words], { environment });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout.trimEnd().split("\n");
}

async function values(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return (await completed(words, environment)).map((line) => line.replace(/\t.*/, ""));
}

describe("what can stand at the cursor", () => {
  test("are the verbs at the beginning, with what they do", async () => {
    const lines = await completed([""]);
    expect(lines).toContain("compose\tprint the Pod that Flyte would make of a task");
    expect(lines).toContain("help\tprint the help of a verb");
    expect(lines.at(-1)).toBe(":4");
    expect(lines.join("\n")).not.toContain("__complete");
  });

  const cases = [
    { name: "verbs that begin as the word does", words: ["ex"], want: ["explain", ":4"] },
    { name: "verbs behind help", words: ["help", "lin"], want: ["lint", ":4"] },
    { name: "nothing behind what is no verb", words: ["compse", ""], want: [":4"] },
    { name: "files of tasks where a task is wanted", words: ["run", ""], want: ["pb", "json", ":8"] },
    { name: "nothing where no more arguments are taken", words: ["compose", "t.pb", ""], want: [":4"] },
    {
      name: "paths of a Pod behind explain's task",
      words: ["explain", "t.pb", "spec.i"],
      want: ["spec.initContainers[", ":6"],
    },
    { name: "a verb of explain beside files of tasks", words: ["explain", ""], want: ["pod", "pb", "json", ":8"] },
    { name: "files alone where no verb of explain begins so", words: ["explain", "t"], want: ["pb", "json", ":8"] },
    {
      name: "no verb of explain behind an option",
      words: ["explain", "-f", "a", "--", ""],
      want: ["pb", "json", ":8"],
    },
    { name: "no namespaces where no cluster is known", words: ["attach", "-n", ""], want: [":4"] },
    {
      name: "manifests behind -f, however many stand there",
      words: ["run", "t.pb", "-f", "a", "b", ""],
      want: ["yaml", "yml", "json", ":8"],
    },
    { name: "options of a verb within a verb", words: ["explain", "pod", "p", "--ta"], want: ["--task", ":4"] },
    { name: "its values", words: ["explain", "pod", "p", "-o", ""], want: ["table", "json", ":4"] },
    { name: "options behind -f and a file", words: ["run", "t.pb", "-f", "a", "--bou"], want: ["--boundary", ":4"] },
    { name: "the value that an option must have", words: ["run", "-f", ""], want: ["yaml", "yml", "json", ":8"] },
    { name: "an option's choices", words: ["run", "t.pb", "--boundary", ""], want: [...boundaryModes, ":4"] },
    {
      name: "choices behind an equals sign",
      words: ["run", "t.pb", "--boundary=e"],
      want: ["--boundary=enforce", ":4"],
    },
    {
      name: "semantics where they may be repeated, too",
      words: ["diff", "--semantics", ""],
      want: [...semanticsNames, ":4"],
    },
    { name: "formats of output by the short name", words: ["lint", "-o", "s"], want: ["sarif", ":4"] },
    { name: "folders for a store", words: ["run", "--store", ""], want: [":16"] },
    { name: "the shells themselves", words: ["completion", ""], want: ["bash", "zsh", "fish", ":4"] },
    { name: "nothing where only a person knows", words: ["lint", "--max-warnings", ""], want: [":4"] },
    { name: "arguments behind --, whatever they begin with", words: ["run", "--", "-"], want: ["pb", "json", ":8"] },
    { name: "a task's inputs", words: ["run", task, "--input", ""], want: ["a=", "b=", ":6"] },
    { name: "no Pods where no cluster is known", words: ["explain", "pod", ""], want: [":4"] },
    { name: "the inputs of a task that is none", words: ["run", "gone.pb", "--input", ""], want: [":6"] },
  ];
  test.each(cases)("are $name", async ({ words, want }) => {
    expect(await values(words)).toEqual(want);
  });

  test("are the contexts of all kubeconfigs that count, each once; a broken one has none", async () => {
    const [a, b, broken] = ["a.yaml", "b.yaml", "broken.yaml"].map((name) => join(folder, name));
    const words = ["doctor", "--context", ""];
    const both = ["minikube", "arn:aws:eks:eu-1:1:cluster/prod", "kind", ":4"];
    expect(await values(words, { KUBECONFIG: `${a}:${b}` })).toEqual(both);
    expect(await values(words, { KUBECONFIG: `${broken}:${folder}/gone` })).toEqual([":4"]);
    const named = ["doctor", "--kubeconfig", `${b}`, "--context", "k"];
    expect(await values(named, { KUBECONFIG: `${a}` })).toEqual(["kind", ":4"]);
  });

  test("leave out an option that stands there, but for those that may be repeated", async () => {
    const left = await values(["run", "t.pb", "--engine", "sandbox", "--input", "a=1", "--"]);
    expect(left).toContain("--input");
    expect(left).toContain("--store");
    expect(left).not.toContain("--engine");
  });
});

test("every option and argument of every verb that takes a word has a meaning", () => {
  const stream = new PassThrough();
  const signal = new AbortController().signal;
  const shell = {
    programName: "podwright",
    environment: {},
    workingDirectory: "/",
    version: "1",
    stdout: stream,
    stderr: stream,
  } as const;
  const program = buildProgram({ ...shell, interrupted: signal, hastened: signal, warn: () => {} }, [], () => {});
  const verbs = program.commands.flatMap((verb) => [verb, ...verb.commands]);
  const missing = verbs.flatMap((verb) => [
    ...verb.options
      .filter((option) => option.required && !meaningOfOption(option))
      .map(({ flags }) => `${verb.name()} ${flags}`),
    ...verb.registeredArguments
      .filter((each) => !meaningOfArgument(each))
      .map((each) => `${verb.name()} ${each.name()}`),
  ]);
  expect(missing).toEqual([]);
  expect(program.commands.length).toBeGreaterThan(5);
});
