import type { Pod, Problem } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";

/** Shows a run while it goes on. */
export interface RunView {
  begin(pod: Pod): void;
  show(event: RunEvent): void;
  /** What keeps the Pod from going on, in a line; empty: nothing. It may be told more often than it changes. */
  stands(text: string): void;
  warn(problem: Problem): void;
  /** A line of Podwright's own. */
  note(text: string): void;
  /** Leaves the screen as it is; call it once, whatever happened. */
  end(): void;
}
