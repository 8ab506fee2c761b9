import type { EndedTask } from "@podwright/core";
import { outputFolder } from "../output/output-folder.ts";
import { renderRunJson } from "../output/run-json.ts";
import type { RunView } from "../output/run-view.ts";
import { chooseStyle } from "../output/style.ts";
import type { Shell } from "../shell.ts";
import type { ChosenEngine } from "./choose-engine.ts";
import type { PreparedRun } from "./prepare-run.ts";
import type { RunContext } from "./run-context.ts";
import { type PlannedTask, runTask } from "./run-task.ts";
import type { TaskResult } from "./task-result.ts";
import { tellResult } from "./tell-result.ts";
import { type WatchedBy, watchRun } from "./watched-run.ts";

export interface Shown extends WatchedBy {
  readonly output: "text" | "json";
}

/** Runs one task before the eyes of whoever waits for it. @returns the exit code */
export async function runOne(task: PlannedTask, context: RunContext, shown: Shown, shell: Shell): Promise<number> {
  const { output, color, logFile } = shown;
  let shorten = (phase: EndedTask): EndedTask => phase;
  const ran = await runTask(task, context, (prepared, engine) => {
    const watched = watchRun(shown, shell);
    shorten = watched.shorten;
    context.interruption.asksThrough?.(watched.view.note);
    return {
      ...watched.view,
      begin: (pod) => {
        tellRun(watched.view, prepared, engine);
        watched.view.begin(pod);
      },
    };
  });
  const result: TaskResult = { ...ran, ...(logFile !== undefined && ran.run && { logFile }) };
  if (output === "json") shell.stdout.write(renderRunJson({ version: shell.version, ...result, results: [result] }));
  return tellResult(result, { ...shown, style: chooseStyle(shell.stderr, shell, color), shorten }, shell);
}

/** What stands above a run: where its data are, and what runs it. */
function tellRun(view: RunView, prepared: PreparedRun, { choice, note }: ChosenEngine): void {
  view.note(`running ${prepared.execution.name}; its data are in ${placeOf(prepared)}`);
  if (choice !== undefined) view.note(choice);
  if (note !== undefined) view.note(note);
}

/** For a folder store the path on this machine, else the URI. */
function placeOf({ store, execution }: PreparedRun): string {
  return outputFolder(store.folder, execution.outputPrefix) ?? execution.outputPrefix;
}
