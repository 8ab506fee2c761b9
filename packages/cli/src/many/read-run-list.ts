import { dirname, isAbsolute, join } from "node:path";
import { type Problem, ProblemError, valueOrThrow } from "@podwright/core";
import { isMap } from "../facts/members.ts";
import { type FileRole, readText } from "../facts/read-file.ts";
import type { InputArguments } from "../inputs/gather-inputs.ts";

/** A line of a list of runs. */
export interface ListedRun {
  readonly taskFile: string;
  readonly name: string | undefined;
  readonly inputs: InputArguments["file"];
  /** `FILE:LINE` */
  readonly place: string;
}

const role: FileRole = {
  name: "list of runs",
  missing: "FILE_MISSING",
  fix: 'give --list a file with a JSON object on each line, such as {"task": "task.pb", "inputs": {"a": 3}}',
};

/**
 * Reads a list of runs: on each line a JSON object with `task`, a file, and if wanted `inputs`, an object of values or a file of them, and
 * `name`. Paths are relative to the list; empty lines are passed over.
 * @problems FILE_MISSING, FILE_TOO_LARGE, RUN_LIST_INVALID for each line that is none, and where no line has anything
 */
export async function readRunList(file: string): Promise<readonly ListedRun[]> {
  const text = valueOrThrow(await readText(file, role));
  const problems: Problem[] = [];
  const runs = text.split("\n").flatMap((line, index): readonly ListedRun[] => {
    if (line.trim() === "") return [];
    const where = `${file}:${index + 1}`;
    const run = readLine(line, where, dirname(file));
    if (typeof run !== "string") return [run];
    problems.push({ code: "RUN_LIST_INVALID", what: run, where, fix: role.fix });
    return [];
  });
  if (runs.length + problems.length === 0)
    problems.push({ code: "RUN_LIST_INVALID", what: "the list of runs is empty", where: file, fix: role.fix });
  const [first, ...more] = problems;
  if (first) throw new ProblemError([first, ...more]);
  return runs;
}

const members: readonly string[] = ["task", "inputs", "name"];

/** @returns what is wrong with it where something is */
function readLine(line: string, where: string, folder: string): ListedRun | string {
  const place = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const value = parse(line);
  if (!isMap(value)) return "a line of a list of runs must be a JSON object";
  const unknown = Object.keys(value).find((key) => !members.includes(key));
  if (unknown !== undefined) return `${unknown} is no member of a run; it has ${members.join(", ")}`;
  const { task, inputs, name } = value;
  if (typeof task !== "string" || task === "") return "a run needs a task: the path of a file";
  if (name !== undefined && typeof name !== "string") return "the name of a run must be text";
  if (inputs !== undefined && typeof inputs !== "string" && !isMap(inputs))
    return "the inputs of a run must be an object of values, or the path of a file of them";
  const given = isMap(inputs) ? { name: where, content: Buffer.from(JSON.stringify(inputs)) } : inputs && place(inputs);
  return { taskFile: place(task), name, inputs: given, place: where };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
