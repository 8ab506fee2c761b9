import type { LintTask, Problem } from "@podwright/core";
import type { FoundFile } from "./find-files.ts";
import { readTask } from "./read-task.ts";

interface FoundTasks {
  readonly tasks: readonly Omit<LintTask, "execution">[];
  /** Those that hold tasks, or were to. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

interface FoundTask extends FoundFile {
  /** Named by `--task` or as one of the tasks of podwright.yaml. */
  readonly asTask?: true;
}

/**
 * The tasks among some files. A file that was found in a folder and holds no task is passed over: clients lay workflows and inputs beside tasks.
 * A named file that is neither a `.pb` nor an archive is left to whoever reads manifests, unless it was named as a task.
 */
export async function readFoundTasks(found: readonly FoundTask[]): Promise<FoundTasks> {
  const read = await Promise.all(found.map(async (each) => ({ ...each, result: await readTask(each.file) })));
  const tasks = read.flatMap(({ file, result }) =>
    result.ok ? [{ document: file, template: result.value.template }] : [],
  );
  const wrong = read.filter(
    ({ file, named, asTask, result }) => named && !result.ok && (asTask || /\.(pb|tgz|gz)$/.test(file)),
  );
  return {
    tasks,
    files: [...tasks.map(({ document }) => document), ...wrong.map(({ file }) => file)],
    problems: read
      .flatMap(({ result }) => (result.ok ? result.warnings : []))
      .concat(wrong.flatMap(({ result }) => (result.ok ? [] : result.problems))),
  };
}
