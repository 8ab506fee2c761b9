import { diffPods, type Problem, ProblemError } from "@podwright/core";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { composeTraced, type TracedPod } from "../facts/compose-traced.ts";
import type { Shell } from "../shell.ts";
import type { Comparison, DiffSide } from "./choose-sides.ts";
import { changeData, type DiffData } from "./diff-data.ts";

/**
 * Composes both sides of each task and compares the Pods. What both sides warn of is told once, what only one does with its name.
 * @problems those of `composeTraced`, with the side that has them
 */
export async function compareSides({ before, after, tasks }: Comparison, shell: Shell): Promise<DiffData> {
  const told = tellOnce(shell);
  const compared: DiffData["tasks"][number][] = [];
  for (const files of tasks) {
    const old = await compose(files.before, before, told);
    const fresh = await compose(files.after, after, told);
    warn([old, fresh], told);
    const places = { before: old.pod.places, after: fresh.pod.places };
    const changes = diffPods(old.pod.composition, fresh.pod.composition).map((change) => changeData(change, places));
    compared.push({ task: files.after, changes });
  }
  return { before: before.label, after: after.label, tasks: compared };
}

interface ComposedSide {
  readonly label: string;
  readonly pod: TracedPod;
  readonly warnings: readonly Problem[];
}

async function compose(task: string, { label, settings }: DiffSide, shell: Shell): Promise<ComposedSide> {
  const warnings: Problem[] = [];
  const collecting: Shell = { ...shell, warn: (problem) => warnings.push(problem) };
  try {
    const pod = await composeTraced(task, settings, chooseSemantics(settings, shell), collecting);
    return { label, pod, warnings };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [first, ...rest] = error.problems.map((problem) => ofSide(problem, label));
    throw first ? new ProblemError([first, ...rest], { cause: error }) : error;
  }
}

function warn(sides: readonly ComposedSide[], shell: Shell): void {
  const keys = sides.map(({ warnings }) => new Set(warnings.map((problem) => JSON.stringify(problem))));
  for (const { label, warnings } of sides) {
    for (const problem of warnings) {
      const isCommon = keys.every((known) => known.has(JSON.stringify(problem)));
      shell.warn(isCommon ? problem : ofSide(problem, label));
    }
  }
}

/** The same, with the side's name where the place does not begin with it. */
function ofSide(problem: Problem, label: string): Problem {
  if (problem.where?.startsWith(label)) return problem;
  return { ...problem, where: problem.where ? `${label}: ${problem.where}` : label };
}

function tellOnce(shell: Shell): Shell {
  const said = new Set<string>();
  const isNew = (text: string): boolean => !said.has(text) && Boolean(said.add(text));
  const stderr: Shell["stderr"] = Object.create(shell.stderr, {
    write: { value: (text: string) => (isNew(text) ? shell.stderr.write(text) : true) },
  });
  return {
    ...shell,
    stderr,
    warn: (problem) => {
      if (isNew(JSON.stringify(problem))) shell.warn(problem);
    },
  };
}
