import type { Problem } from "@podwright/core";
import type { RunView } from "../output/run-view.ts";
import type { TaskResult } from "../run/task-result.ts";

/** Shows many runs while they go on. */
export interface ManyView {
  /** The view of one task, which is about to begin. */
  task(label: string): RunView;
  /** Tells how a task came out, whether or not it began. */
  ended(result: TaskResult): void;
  /** Of what concerns more than one task. */
  warn(problem: Problem): void;
  note(text: string): void;
  /** Leaves the screen as it is; call it once, whatever happened. */
  end(): void;
}
