import { access } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { type Problem, ProblemError } from "@podwright/core";
import { listTasksIn } from "../facts/list-tasks.ts";
import type { PlannedTask } from "../run/run-task.ts";
import { labelsOf } from "./label-tasks.ts";
import { readRunList } from "./read-run-list.ts";

export interface TasksToRun {
  /** Task files, and folders of them. */
  readonly paths: readonly string[];
  /** Lists of runs, by `--list`. */
  readonly lists: readonly string[];
  /** For every task that a list gives none of its own: the file of `--inputs`, and each `--input`. */
  readonly inputsFile: string | undefined;
  readonly pairs: readonly string[];
  /** Takes what whoever gave folders should know of them. */
  readonly note: (text: string) => void;
}

/**
 * The tasks of paths and lists, in that order. Where `--inputs` names no file, a task file `D/NAME.pb` takes the first of `D/NAME/inputs.pb`,
 * `D/NAME/inputs.json`, `D/inputs.pb` and `D/inputs.json` that there is.
 * @problems TASK_FILE_MISSING for a folder that holds none; FILE_MISSING, RUN_LIST_INVALID
 */
export async function planTasks(wanted: TasksToRun): Promise<readonly PlannedTask[]> {
  const { paths, lists, inputsFile, pairs, note } = wanted;
  const found = await Promise.all(paths.map(async (path) => ({ path, ...(await listTasksIn(path)) })));
  const problems = found.filter(({ tasks }) => tasks.length === 0).map(({ path }) => withoutTask(path));
  const [first, ...more] = problems;
  if (first) throw new ProblemError([first, ...more]);
  for (const { path, passedOver } of found) tellPassedOver(path, passedOver, note);
  const files = found.flatMap(({ tasks }) => tasks);
  const named = await Promise.all(
    files.map(async (taskFile) => {
      return { taskFile, name: undefined, inputs: { file: inputsFile ?? (await inputsBeside(taskFile)), pairs } };
    }),
  );
  const listed = await Promise.all(lists.map(readRunList));
  const rows = listed.flat().map(({ taskFile, name, inputs, place }) => {
    return { taskFile, name, inputs: { file: inputs ?? inputsFile, pairs, place } };
  });
  const all = [...named, ...rows];
  const labels = labelsOf(all);
  return all.map(({ taskFile, inputs }, index) => ({ label: labels[index] ?? taskFile, taskFile, inputs }));
}

/** In one line: clients lay workflows and launch plans beside tasks, but a broken task is none either. Inputs are no news. */
function tellPassedOver(folder: string, files: readonly string[], note: TasksToRun["note"]): void {
  const names = files.filter((file) => !isInputs(file)).map((file) => relative(folder, file));
  if (names.length === 0) return;
  const shown = [...names.slice(0, mostNamed), ...(names.length > mostNamed ? ["…"] : [])].join(", ");
  note(`${folder}: ${names.length} ${names.length === 1 ? "file" : "files"} passed over that hold no task: ${shown}`);
}

/** The others that were passed over are only counted. */
const mostNamed = 5;

function isInputs(file: string): boolean {
  return /^inputs\.(pb|json)$/.test(basename(file));
}

async function inputsBeside(taskFile: string): Promise<string | undefined> {
  const folder = dirname(taskFile);
  const own = taskFile.slice(0, taskFile.length - extname(taskFile).length);
  const places = [own, folder].flatMap((place) => [join(place, "inputs.pb"), join(place, "inputs.json")]);
  for (const place of places) if (place !== taskFile && (await exists(place))) return place;
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function withoutTask(path: string): Problem {
  return {
    code: "TASK_FILE_MISSING",
    what: `${path} holds no task: no .pb or .json file in it is one`,
    where: path,
    fix: "give a folder of the files that a Flyte client serialized, such as one that `pyflyte --pkgs PACKAGE package` writes",
  };
}
