import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { renderOutputs } from "../output/outputs-text.ts";
import { renderRunJson } from "../output/run-json.ts";
import { chooseStyle } from "../output/style.ts";
import { exitCodeInterrupted, exitCodeOfAll } from "../run/exit-code.ts";
import type { RunContext } from "../run/run-context.ts";
import type { PlannedTask } from "../run/run-task.ts";
import type { TaskResult } from "../run/task-result.ts";
import { isTerminal, type Shell } from "../shell.ts";
import { liveManyView } from "./live-many-view.ts";
import type { ManyView } from "./many-view.ts";
import { plainManyView } from "./plain-many-view.ts";
import { quietManyView } from "./quiet-many-view.ts";
import { renderSummary } from "./result-text.ts";
import { type ManyResults, runMany } from "./run-many.ts";

export interface SeveralOptions {
  readonly output: "text" | "json";
  readonly quiet: boolean;
  readonly color: boolean;
  readonly parallel: number;
  readonly failFast: boolean;
  /** The folder of the tasks' logs, as it was given. */
  readonly logs: string;
}

/** Runs many tasks before the eyes of whoever waits for them. @returns the exit code */
export async function runSeveral(
  tasks: readonly PlannedTask[],
  context: RunContext,
  options: SeveralOptions,
  shell: Shell,
): Promise<number> {
  const { output, quiet, color, parallel, failFast, logs } = options;
  const startedAt = new Date();
  const style = chooseStyle(shell.stderr, shell, color);
  const folder = resolve(shell.workingDirectory, logs);
  const view = manyView(tasks.length, options, shell);
  context.interruption.asksThrough?.(view.note);
  let ran: ManyResults;
  try {
    view.note(
      `running ${tasks.length} ${tasks.length === 1 ? "task" : "tasks"}, ${Math.min(parallel, tasks.length)} at a time; their logs are in ${folder}`,
    );
    ran = await runMany(tasks, context, { parallel, failFast, view, logs: folder });
  } finally {
    view.end();
  }
  const endedAt = new Date();
  const { results, problems } = ran;
  problems.forEach(shell.warn);
  if (output === "json") shell.stdout.write(renderRunJson({ version: shell.version, startedAt, endedAt, ...ran }));
  else for (const result of results) writeOutputs(result, color, shell);
  if (!quiet) shell.stderr.write(`${renderSummary(results, endedAt.getTime() - startedAt.getTime(), style)}\n`);
  return shell.interrupted.aborted ? exitCodeInterrupted : exitCodeOfAll(results, problems);
}

/** A name for the logs of one command that no other one has: they sort by time. */
export function logsName(now: Date): string {
  return `${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}-${randomUUID().slice(0, 4)}`;
}

function manyView(total: number, { quiet, color }: SeveralOptions, shell: Shell): ManyView {
  if (quiet) return quietManyView(shell.stderr);
  if (isTerminal(shell.stderr, shell))
    return liveManyView(shell.stderr, chooseStyle(shell.stderr, shell, color), total);
  return plainManyView(shell.stderr);
}

function writeOutputs({ label, verdict, run }: TaskResult, color: boolean, shell: Shell): void {
  if (verdict.verdict !== "succeeded" || !verdict.outputs || !run) return;
  const style = chooseStyle(shell.stdout, shell, color);
  const text = renderOutputs(verdict.outputs, { ...run, style });
  shell.stdout.write(`${style("bold", label)}\n${text.replaceAll(/^(?=[\s\S])/gm, "  ")}`);
}
