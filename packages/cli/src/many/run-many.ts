import { join } from "node:path";
import { type Problem, ProblemError, renderProblem } from "@podwright/core";
import { limitsWithoutEffectReason, type RunEvent } from "@podwright/runner";
import { forEachBounded } from "@podwright/store";
import { bothViews } from "../output/both-views.ts";
import { renderNotice } from "../output/notice-text.ts";
import type { RunView } from "../output/run-view.ts";
import { makeLogFolder, taskLog } from "../output/task-log.ts";
import type { ChosenEngine } from "../run/choose-engine.ts";
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
  /** The folder of the tasks' logs, which is made when the first task begins. */
  readonly logs: string;
}

export interface ManyResults {
  /** For each task, in their order. */
  readonly results: readonly TaskResult[];
  /** What is wrong with what all of them need, the engine or the folder of logs: none could begin. */
  readonly problems: readonly Problem[];
}

/** Runs tasks side by side; none that goes wrong ends the others, but by `failFast`. Once interrupted no other begins. */
export async function runMany(
  tasks: readonly PlannedTask[],
  context: RunContext,
  { parallel, failFast, view, logs }: ManyOptions,
): Promise<ManyResults> {
  const results = new Map<string, TaskResult>();
  const failed = new AbortController();
  const { detach } = context.interruption;
  const signal = AbortSignal.any([context.interruption.signal, failed.signal]);
  const { isNews, ...noted } = oncePerText(view);
  const common = forAll();
  const engine: RunContext["engine"] = (run) => common.of(() => context.engine(run));
  const shared = { ...context, engine, shell: { ...context.shell, ...noted } };
  const keep = (result: TaskResult): void => {
    results.set(result.label, result);
    view.ended(result);
    if (failFast && endsOthers.includes(result.verdict.verdict)) failed.abort();
  };
  const tellEngine = ({ choice, note: ofEngine }: ChosenEngine): void => {
    for (const line of [choice, ofEngine]) if (line !== undefined && isNews(line)) view.note(line);
  };
  const tellStop = (): void => view.note(failed.signal.aborted ? stoppingOthers : stopping);
  signal.addEventListener("abort", tellStop, { once: true });
  await forEachBounded(
    tasks.entries(),
    Math.min(parallel, tasks.length),
    new AbortController().signal,
    async ([, task], bug) => {
      if (common.problems()) return;
      if (signal.aborted || bug.aborted || detach?.aborted) return keep(notStarted(task));
      const stop = AbortSignal.any([signal, bug]);
      const startedAt = new Date();
      let file: string | undefined;
      const interruption = { ...context.interruption, signal: stop };
      const result = await runTask(task, { ...shared, interruption }, async (_, chosen) => {
        tellEngine(chosen);
        await common.of(() => makeLogFolder(logs));
        const path = join(logs, `${task.label}.log`);
        const log = taskLog(path);
        file = path;
        return bothViews(log, withoutRepeats(view.task(task.label), isNews));
      }).catch((error: unknown) => metBug(task, startedAt, error));
      if (result.verdict.verdict === "refused" && result.verdict.problems === common.problems()) return;
      keep({ ...result, ...(file !== undefined && { logFile: file }) });
    },
  );
  signal.removeEventListener("abort", tellStop);
  return {
    results: tasks.map((task) => results.get(task.label) ?? notStarted(task)),
    problems: common.problems() ?? [],
  };
}

const stopping = "stopping all tasks: their containers have the grace period to end; Ctrl-C again ends them at once";
const stoppingOthers =
  "stopping the other tasks, as one did not succeed: their containers have the grace period to end";

/** Keeps what went wrong with something that all tasks need: it is no single one's problem. */
function forAll(): {
  readonly of: <T>(work: () => T | Promise<T>) => Promise<T>;
  readonly problems: () => ProblemError["problems"] | undefined;
} {
  let failed: ProblemError | undefined;
  return {
    of: async (work) => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failed ??= error;
        throw failed;
      }
    },
    problems: () => failed?.problems,
  };
}

/** What counts as failing fast; who is stopped or left running has not failed. */
const endsOthers: readonly string[] = [
  "failed",
  "refused",
  "bug",
] satisfies readonly TaskResult["verdict"]["verdict"][];

function notStarted({ label, taskFile }: PlannedTask): TaskResult {
  const now = new Date();
  return { label, taskFile, verdict: { verdict: "not-started" }, startedAt: now, endedAt: now, warnings: [] };
}

function metBug({ label, taskFile }: PlannedTask, startedAt: Date, error: unknown): TaskResult {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { label, taskFile, verdict: { verdict: "bug", stack }, startedAt, endedAt: new Date(), warnings: [] };
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
      const saidOnce = event.type === "problem" ? renderProblem(event.problem) : engineNotice(event);
      if (saidOnce === undefined || isNews(saidOnce)) view.show(event);
    },
    warn: (problem) => {
      if (isNews(renderProblem(problem))) view.warn(problem);
    },
  };
}

/** What an engine says of itself. */
function engineNotice(event: RunEvent): string | undefined {
  return event.type === "notice" && event.reason === limitsWithoutEffectReason ? renderNotice(event) : undefined;
}
