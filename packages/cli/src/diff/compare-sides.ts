import { diffPods, ProblemError } from "@podwright/core";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { composeTraced, type TracedPod } from "../facts/compose-traced.ts";
import type { Shell } from "../shell.ts";
import type { Comparison, DiffSide } from "./choose-sides.ts";
import { changeData, type DiffData } from "./diff-data.ts";

/**
 * Composes both sides of each task and compares the Pods. What both sides warn of is told once.
 * @problems those of `composeTraced`, with the side that has them
 */
export async function compareSides({ before, after, tasks }: Comparison, shell: Shell): Promise<DiffData> {
  const told = tellOnce(shell);
  const compared: DiffData["tasks"][number][] = [];
  for (const files of tasks) {
    const [old, fresh] = [await compose(files.before, before, told), await compose(files.after, after, told)];
    const places = { before: old.places, after: fresh.places };
    const changes = diffPods(old.composition, fresh.composition).map((change) => changeData(change, places));
    compared.push({ task: files.after, changes });
  }
  return { before: before.label, after: after.label, tasks: compared };
}

async function compose(task: string, { label, settings }: DiffSide, shell: Shell): Promise<TracedPod> {
  try {
    return await composeTraced(task, settings, chooseSemantics(settings, shell), shell);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [first, ...rest] = error.problems.map((problem) => {
      const isSaid = problem.where?.startsWith(label);
      return isSaid ? problem : { ...problem, where: problem.where ? `${label}: ${problem.where}` : label };
    });
    throw first ? new ProblemError([first, ...rest], { cause: error }) : error;
  }
}

function tellOnce(shell: Shell): Shell {
  const said = new Set<string>();
  const isNew = (text: string): boolean => !said.has(text) && Boolean(said.add(text));
  const stderr: Shell["stderr"] = Object.create(shell.stderr, {
    write: { value: (text: string) => (isNew(text) ? shell.stderr.write(text) : true) },
  });
  const warn: Shell["warn"] = (problem) => {
    if (isNew(JSON.stringify(problem))) shell.warn(problem);
  };
  return { ...shell, stderr, warn };
}
