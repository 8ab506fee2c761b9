import { join } from "node:path";
import { type EndedTask, exitCodeOf, exitCodes, ProblemError } from "@podwright/core";
import { parseBlobUri } from "@podwright/store";
import { taskLog } from "../many/task-log.ts";
import { bothViews } from "../output/both-views.ts";
import { liveView } from "../output/live-view.ts";
import { renderOutputs } from "../output/outputs-text.ts";
import { plainView } from "../output/plain-view.ts";
import { quietView } from "../output/quiet-view.ts";
import { rememberLines } from "../output/remember-lines.ts";
import { renderRunJson } from "../output/run-json.ts";
import type { RunView } from "../output/run-view.ts";
import { chooseStyle, type Style } from "../output/style.ts";
import { renderVerdict } from "../output/verdict.ts";
import { isTerminal, type Shell } from "../shell.ts";
import type { ChosenEngine } from "./choose-engine.ts";
import { exitCodeInterrupted } from "./exit-code.ts";
import type { PreparedRun } from "./prepare-run.ts";
import type { RunContext } from "./run-context.ts";
import { type PlannedTask, runTask } from "./run-task.ts";
import type { TaskResult } from "./task-result.ts";

export interface Shown {
  readonly output: "text" | "json";
  readonly quiet: boolean;
  readonly color: boolean;
  /** A file that gets the log too. */
  readonly logFile: string | undefined;
}

/** Runs one task before the eyes of whoever waits for it. @returns the exit code */
export async function runOne(task: PlannedTask, context: RunContext, shown: Shown, shell: Shell): Promise<number> {
  const { output, quiet, color, logFile } = shown;
  const style = chooseStyle(shell.stderr, shell, color);
  let shorten = (phase: EndedTask): EndedTask => phase;
  const ran = await runTask(task, context, (prepared, engine) => {
    const view = quiet
      ? quietView(shell.stderr)
      : isTerminal(shell.stderr, shell)
        ? liveView(shell.stderr, style)
        : plainView(shell.stderr);
    tellRun(view, prepared, engine);
    context.interruption.asksThrough?.(view.note);
    const remembered = rememberLines(view);
    shorten = remembered.shorten;
    return logFile === undefined ? remembered.view : bothViews(taskLog(logFile), remembered.view);
  });
  const result: TaskResult = { ...ran, ...(logFile !== undefined && ran.run && { logFile }) };
  if (output === "json") shell.stdout.write(renderRunJson({ version: shell.version, ...result, results: [result] }));
  return tellResult(result, { ...shown, style, shorten }, shell);
}

/** How a run that goes on is taken up. */
function renderDetached({ run }: TaskResult): string {
  return `the Pod goes on; podwright attach ${run?.name} --namespace ${run?.namespace} takes it up`;
}

/** What stands above a run: where its data are, and what runs it. */
function tellRun(view: RunView, prepared: PreparedRun, { choice, note }: ChosenEngine): void {
  view.note(`running ${prepared.execution.name}; its data are in ${placeOf(prepared)}`);
  if (choice !== undefined) view.note(choice);
  if (note !== undefined) view.note(note);
}

interface Telling extends Shown {
  readonly style: Style;
  readonly shorten: (phase: EndedTask) => EndedTask;
}

function tellResult(result: TaskResult, { output, quiet, color, style, shorten }: Telling, shell: Shell): number {
  const { verdict, run, startedAt, endedAt } = result;
  const milliseconds = endedAt.getTime() - startedAt.getTime();
  switch (verdict.verdict) {
    case "succeeded":
      if (verdict.outputs && run && output === "text") {
        const outputStyle = chooseStyle(shell.stdout, shell, color);
        shell.stdout.write(renderOutputs(verdict.outputs, { ...run, style: outputStyle }));
      }
      if (!quiet) shell.stderr.write(`${renderVerdict({ phase: "succeeded" }, milliseconds, style)}\n`);
      return exitCodes.ok;
    case "failed":
      shell.stderr.write(`${renderVerdict(shorten(verdict.failure), milliseconds, style)}\n`);
      return exitCodes.taskFailed;
    case "refused":
      if (output === "text") throw new ProblemError(verdict.problems);
      for (const problem of verdict.problems) shell.warn(problem);
      return exitCodeOf(verdict.problems);
    case "detached":
      shell.stderr.write(`${style("yellow", "detached")}: ${renderDetached(result)}\n`);
      return exitCodeInterrupted;
    default:
      shell.stderr.write(`${style("yellow", "interrupted")}${run?.status ? ": the Pod was stopped" : ""}\n`);
      return exitCodeInterrupted;
  }
}

/** For a folder store the path on this machine, else the URI. */
function placeOf({ store, execution }: PreparedRun): string {
  const uri = parseBlobUri(execution.outputPrefix);
  if (store.folder === undefined || !uri.ok) return execution.outputPrefix;
  return join(store.folder, uri.value.container, uri.value.key);
}
