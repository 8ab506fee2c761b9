import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProblemError } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planTasks } from "./plan-tasks.ts";

const ellipse = join(import.meta.dirname, "../../../../examples/ellipse/task.pb");
const ofNone = { paths: [], lists: [], inputsFile: undefined, pairs: [], note: () => {} };
let folder = "";
const at = (...names: readonly string[]): string => join(folder, ...names);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-plan-"));
  await mkdir(at("tasks/two"), { recursive: true });
  for (const name of ["one.pb", "two.pb", "three.pb"]) await cp(ellipse, at("tasks", name));
  await writeFile(at("tasks/two/inputs.json"), "{}");
  await writeFile(at("tasks/inputs.json"), "{}");
});
afterAll(() => rm(folder, { recursive: true }));

describe("the tasks to run", () => {
  it("are those of a folder, each with the inputs that stand beside it, its own before the folder's", async () => {
    expect(await planTasks({ ...ofNone, paths: [at("tasks")], pairs: ["a=1"] })).toEqual([
      { label: "one", taskFile: at("tasks/one.pb"), inputs: { file: at("tasks/inputs.json"), pairs: ["a=1"] } },
      { label: "three", taskFile: at("tasks/three.pb"), inputs: { file: at("tasks/inputs.json"), pairs: ["a=1"] } },
      { label: "two", taskFile: at("tasks/two.pb"), inputs: { file: at("tasks/two/inputs.json"), pairs: ["a=1"] } },
    ]);
  });

  it("are told apart from what a folder holds beside them, but for inputs", async () => {
    await mkdir(at("mixed"));
    await cp(ellipse, at("mixed/good.pb"));
    for (const name of ["inputs.json", "broken.pb", "a.json", "b.json", "c.json", "d.json", "e.json"])
      await writeFile(at("mixed", name), "{}");
    const told: string[] = [];
    const planned = await planTasks({ ...ofNone, paths: [at("mixed"), at("tasks")], note: (text) => told.push(text) });
    expect(planned.map(({ label }) => label)).toEqual(["mixed/good", "tasks/one", "tasks/three", "tasks/two"]);
    expect(told).toEqual([
      `${at("mixed")}: 6 files passed over that hold no task: a.json, b.json, broken.pb, c.json, d.json, …`,
    ]);
  });

  it("all take the inputs that were named", async () => {
    const planned = await planTasks({ ...ofNone, paths: [at("tasks")], inputsFile: "mine.json" });
    expect(planned.map(({ inputs }) => inputs.file)).toEqual(["mine.json", "mine.json", "mine.json"]);
  });

  it("are those of a list, whose paths are relative to it", async () => {
    const list = at("list.jsonl");
    await writeFile(
      list,
      '{"task": "tasks/one.pb", "inputs": {"a": 3}, "name": "third"}\n\n{"task": "/t.pb", "inputs": "i.pb"}\n',
    );
    expect(await planTasks({ ...ofNone, lists: [list] })).toEqual([
      {
        label: "third",
        taskFile: at("tasks/one.pb"),
        inputs: { file: { name: `${list}:1`, content: Buffer.from('{"a":3}') }, pairs: [], place: `${list}:1` },
      },
      { label: "t", taskFile: "/t.pb", inputs: { file: at("i.pb"), pairs: [], place: `${list}:3` } },
    ]);
  });

  it("are refused where a list has none", async () => {
    const list = at("empty.jsonl");
    await writeFile(list, "\n  \n");
    const refused = await planTasks({ ...ofNone, lists: [list] }).catch((error: unknown) => error);
    expect((refused as ProblemError).problems).toMatchObject([
      { code: "RUN_LIST_INVALID", what: "the list of runs is empty", where: list },
    ]);
  });

  it("are refused with every line of a list that is none", async () => {
    const list = at("wrong.jsonl");
    const lines = [
      "{",
      "[]",
      '{"task": 1}',
      '{"task": "a", "input": {}}',
      '{"task": "a", "inputs": 3}',
      '{"task": "a", "name": 1}',
    ];
    await writeFile(list, lines.join("\n"));
    const refused = await planTasks({ ...ofNone, lists: [list] }).catch((error: unknown) => error);
    expect((refused as ProblemError).problems.map(({ code, what, where }) => ({ code, what, where }))).toEqual(
      [
        "a line of a list of runs must be a JSON object",
        "a line of a list of runs must be a JSON object",
        "a run needs a task: the path of a file",
        "input is no member of a run; it has task, inputs, name",
        "the inputs of a run must be an object of values, or the path of a file of them",
        "the name of a run must be text",
      ].map((what, index) => ({ code: "RUN_LIST_INVALID", what, where: `${list}:${index + 1}` })),
    );
  });
});
