import type { ContainerPhase } from "@podwright/runner";
import type { ContainerView } from "./view-state.ts";

/** `waiting`, `running`, `done`, `failed with exit code 7`, `killed by SIGKILL (OOMKilled)`. */
export function renderState(state: ContainerPhase): string {
  switch (state.phase) {
    case "waiting":
      return state.reason === "PodInitializing" || state.reason === "" ? "waiting" : `waiting: ${state.reason}`;
    case "running":
      return "running";
    case "terminated": {
      if (state.exitCode === 0) return "done";
      const how = state.signal ? `killed by ${state.signal}` : `failed with exit code ${state.exitCode}`;
      return ["", "Error", "Completed"].includes(state.reason) ? how : `${how} (${state.reason})`;
    }
  }
}

/** How long the container has run, in milliseconds; undefined before its start. */
export function runTime({ startedAt, endedAt }: ContainerView, now: Date): number | undefined {
  return startedAt && (endedAt ?? now).getTime() - startedAt.getTime();
}
