import { type EndedTask, exitCodeOf, exitCodes, ProblemError } from "@podwright/core";
import { renderOutputs } from "../output/outputs-text.ts";
import { chooseStyle, type Style } from "../output/style.ts";
import { renderVerdict } from "../output/verdict.ts";
import type { Shell } from "../shell.ts";
import { exitCodeInterrupted } from "./exit-code.ts";
import type { TaskResult } from "./task-result.ts";

/** How what came of a run is told. */
export interface Telling {
  readonly output: "text" | "json";
  readonly quiet: boolean;
  readonly color: boolean;
  /** Of stderr. */
  readonly style: Style;
  /** A verdict without what was shown already. */
  readonly shorten: (phase: EndedTask) => EndedTask;
}

/**
 * Tells how one run came out: outputs on stdout, unless a report stands there, and the verdict on stderr.
 * @returns the exit code
 * @problems those of a run that could not be run, thrown
 */
export function tellResult(result: TaskResult, telling: Telling, shell: Shell): number {
  const { output, quiet, color, style, shorten } = telling;
  const { verdict, run, startedAt, endedAt } = result;
  const milliseconds = endedAt.getTime() - startedAt.getTime();
  const say = (text: string): void => void shell.stderr.write(`${text}\n`);
  switch (verdict.verdict) {
    case "succeeded":
      if (verdict.outputs && run && output === "text") {
        const outputStyle = chooseStyle(shell.stdout, shell, color);
        shell.stdout.write(renderOutputs(verdict.outputs, { ...run, style: outputStyle }));
      }
      if (!quiet) say(renderVerdict({ phase: "succeeded" }, milliseconds, style));
      return exitCodes.ok;
    case "failed":
      say(renderVerdict(shorten(verdict.failure), milliseconds, style));
      return exitCodes.taskFailed;
    case "refused":
      if (output === "text") throw new ProblemError(verdict.problems);
      for (const problem of verdict.problems) shell.warn(problem);
      return exitCodeOf(verdict.problems);
    case "detached":
      say(
        `${style("yellow", "detached")}: the Pod goes on; podwright attach ${run?.name} --namespace ${run?.namespace} takes it up`,
      );
      return exitCodeInterrupted;
    case "bug":
      say(verdict.stack);
      return exitCodes.bug;
    default:
      say(`${style("yellow", "interrupted")}${run?.status ? ": the Pod was stopped" : ""}`);
      return exitCodeInterrupted;
  }
}
