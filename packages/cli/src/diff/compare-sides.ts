import { diffPods, type Problem, ProblemError, withStoredDefaults } from "@podwright/core";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { composeTraced, type TracedPod } from "../facts/compose-traced.ts";
import type { Shell } from "../shell.ts";
import type { Comparison, DiffSide } from "./choose-sides.ts";
import { changeData, type DiffData } from "./diff-data.ts";

/** The tasks that could be compared, and why the others could not. */
export interface ComparedSides {
  readonly data: DiffData;
  /** Those of `composeTraced`, with the side that has them, and of several tasks with the task. */
  readonly problems: readonly Problem[];
}

/**
 * Composes both sides of each task and compares the Pods. What both sides say is told once, what only one does with its name, and what only some of
 * the tasks show with theirs.
 */
export async function compareSides({ before, after, tasks }: Comparison, shell: Shell): Promise<ComparedSides> {
  const told = tellOnce(shell);
  const compared: DiffData["tasks"][number][] = [];
  const problems: Problem[] = [];
  const warnings: TaskWarning[] = [];
  for (const files of tasks) {
    const old = await compose(files.before, before, told);
    const fresh = await compose(files.after, after, told);
    for (const problem of ofSides([old, fresh], (side) => side.warnings)) warnings.push({ problem, task: files.after });
    if (old.pod && fresh.pod) {
      const places = { before: old.pod.places, after: fresh.pod.places };
      const [stored, other] = [withStoredDefaults(old.pod.composition), withStoredDefaults(fresh.pod.composition)];
      const changes = diffPods(stored, other).map((change) => changeData(change, places));
      compared.push({ task: files.after, changes });
    } else {
      const refused = ofSides([old, fresh], ({ problems }) => problems);
      problems.push(...(tasks.length > 1 ? refused.map((problem) => within(problem, files.after)) : refused));
    }
  }
  for (const problem of ofTasks(warnings, tasks.length)) shell.warn(problem);
  return { data: { before: before.label, after: after.label, tasks: compared }, problems };
}

interface ComposedSide {
  readonly label: string;
  /** Absent if it cannot be composed, for these problems. */
  readonly pod?: TracedPod;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

async function compose(task: string, { label, settings }: DiffSide, shell: Shell): Promise<ComposedSide> {
  const warnings: Problem[] = [];
  const collecting: Shell = { ...shell, warn: (problem) => warnings.push(problem) };
  try {
    const pod = await composeTraced(task, settings, chooseSemantics(settings, shell), collecting);
    return { label, pod, problems: [], warnings };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { label, problems: error.problems, warnings };
  }
}

interface TaskWarning {
  readonly problem: Problem;
  /** Its file. */
  readonly task: string;
}

/** Each warning once, with the tasks that show it where not all do. */
function ofTasks(warnings: readonly TaskWarning[], taskCount: number): readonly Problem[] {
  return [...Map.groupBy(warnings, ({ problem }) => JSON.stringify(problem)).values()].flatMap((group) => {
    const tasks = [...new Set(group.map(({ task }) => task))];
    return group
      .slice(0, 1)
      .map(({ problem }) => (tasks.length < taskCount ? within(problem, tasks.join(", ")) : problem));
  });
}

/** Problems of all sides: those that all have as they are and once, those of one with its name. */
function ofSides(
  sides: readonly ComposedSide[],
  problemsOf: (side: ComposedSide) => readonly Problem[],
): readonly Problem[] {
  const keys = sides.map((side) => new Set(problemsOf(side).map((problem) => JSON.stringify(problem))));
  const isCommon = (problem: Problem): boolean => keys.every((known) => known.has(JSON.stringify(problem)));
  return sides.flatMap((side, index) =>
    problemsOf(side).flatMap((problem) =>
      isCommon(problem) ? (index === 0 ? [problem] : []) : [within(problem, side.label)],
    ),
  );
}

/** The same, with the name of the side or the task where the place does not begin with it. */
function within(problem: Problem, name: string): Problem {
  if (problem.where?.startsWith(name)) return problem;
  return { ...problem, where: problem.where ? `${name}: ${problem.where}` : name };
}

/** What is written to stderr is the same for every task. */
function tellOnce(shell: Shell): Shell {
  const said = new Set<string>();
  const isNew = (text: string): boolean => !said.has(text) && Boolean(said.add(text));
  const stderr: Shell["stderr"] = Object.create(shell.stderr, {
    write: { value: (text: string) => (isNew(text) ? shell.stderr.write(text) : true) },
  });
  return { ...shell, stderr };
}
