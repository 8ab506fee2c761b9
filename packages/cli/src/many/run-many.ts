import { renderProblem } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";
import { forEachBounded } from "@podwright/store";
import { bothViews } from "../output/both-views.ts";
import { renderNotice } from "../output/notice-text.ts";
import type { RunView } from "../output/run-view.ts";
import { taskLog } from "../output/task-log.ts";
import type { RunContext } from "../run/run-context.ts";
import { type PlannedTask, runTask } from "../run/run-task.ts";
import type { TaskResult } from "../run/task-result.ts";
import type { NotedShell } from "../shell.ts";
import type { ManyView } from "./many-view.ts";

export interface ManyOptions {
  /** How many run at a time. */
  readonly parallel: number;
  /** Whether the first that does not succeed stops the others. */
  readonly failFast: boolean;
  readonly view: ManyView;
  /** The file of a task's log. */
  readonly logFile: (label: string) => string;
}

/**
 * Runs tasks side by side; none that goes wrong ends the others, but by `failFast` and a bug. Once interrupted no other begins.
 * @returns a result for each, in their order
 */
export async function runMany(
  tasks: readonly PlannedTask[],
  context: RunContext,
  { parallel, failFast, view, logFile }: ManyOptions,
): Promise<readonly TaskResult[]> {
  const results = new Map<string, TaskResult>();
  const failed = new AbortController();
  const { detach } = context.interruption;
  const signal = AbortSignal.any([context.interruption.signal, failed.signal]);
  const { isNews, ...noted } = oncePerText(view);
  const shared = { ...context, shell: { ...context.shell, ...noted } };
  const keep = (result: TaskResult): void => {
    results.set(result.label, result);
    view.ended(result);
    if (failFast && endsOthers.includes(result.verdict.verdict)) failed.abort();
  };
  await forEachBounded(
    tasks.entries(),
    Math.min(parallel, tasks.length),
    new AbortController().signal,
    async ([, task], bug) => {
      if (signal.aborted || bug.aborted || detach?.aborted) return keep(notStarted(task));
      const stop = AbortSignal.any([signal, bug]);
      let file: string | undefined;
      const interruption = { ...context.interruption, signal: stop };
      const result = await runTask(task, { ...shared, interruption }, () => {
        const path = logFile(task.label);
        const log = taskLog(path);
        file = path;
        return bothViews(log, withoutRepeats(view.task(task.label), isNews));
      });
      keep({ ...result, ...(file !== undefined && { logFile: file }) });
    },
  );
  return tasks.map((task) => results.get(task.label) ?? notStarted(task));
}

/** What counts as failing fast; who is stopped or left running has not failed. */
const endsOthers: readonly string[] = ["failed", "refused"] satisfies readonly TaskResult["verdict"]["verdict"][];

function notStarted({ label, taskFile }: PlannedTask): TaskResult {
  const now = new Date();
  return { label, taskFile, verdict: { verdict: "not-started" }, startedAt: now, endedAt: now, warnings: [] };
}

/** What is said of each of many tasks in the same words is said once. */
function oncePerText({
  warn,
  note,
}: Pick<ManyView, "warn" | "note">): NotedShell & { readonly isNews: (text: string) => boolean } {
  const said = new Set<string>();
  const isNews = (text: string): boolean => {
    const before = said.size;
    said.add(text);
    return said.size > before;
  };
  return {
    stderr: { write: (text) => isNews(text) && note(text.trimEnd()) },
    warn: (problem) => isNews(renderProblem(problem)) && warn(problem),
    isNews,
  };
}

/** A view of one task that leaves out the warnings, and what an engine says of itself, that were shown for another one. */
function withoutRepeats(view: RunView, isNews: (text: string) => boolean): RunView {
  return {
    ...view,
    show: (event) => {
      const saidOnce = event.type === "problem" ? renderProblem(event.problem) : ownNotice(event);
      if (saidOnce === undefined || isNews(saidOnce)) view.show(event);
    },
    warn: (problem) => {
      if (isNews(renderProblem(problem))) view.warn(problem);
    },
  };
}

/** What stands without a reason in front is the engine's own, such as which limits have no effect. */
function ownNotice(event: RunEvent): string | undefined {
  return event.type === "notice" && event.reason === "" ? renderNotice(event) : undefined;
}
