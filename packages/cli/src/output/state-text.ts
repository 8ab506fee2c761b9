import type { ContainerPhase } from "@podwright/runner";
import { renderDuration } from "./units.ts";
import type { ContainerView } from "./view-state.ts";

/**
 * `waiting`, `running`, `done`, `failed with exit code 7`, `failed with exit code 143 (SIGTERM)`, `killed by SIGKILL (OOMKilled)`. A program may have
 * chosen a signal's exit code itself, and the kubelet makes one up for a container that it has lost.
 */
export function renderState(state: ContainerPhase): string {
  switch (state.phase) {
    case "waiting":
      return state.reason === "PodInitializing" || state.reason === "" ? "waiting" : `waiting: ${state.reason}`;
    case "running":
      return "running";
    case "terminated": {
      if (state.exitCode === 0) return "done";
      const { signal, reason, exitCode } = state;
      if (reason === "OOMKilled" && signal) return `killed by ${signal} (OOMKilled)`;
      if (reason === "ContainerStatusUnknown") return "end unknown (ContainerStatusUnknown)";
      const why = [signal ?? "", reason].filter((word) => !["", "Error", "Completed"].includes(word)).join(", ");
      return `failed with exit code ${exitCode}${why === "" ? "" : ` (${why})`}`;
    }
  }
}

/** How long the container has run; undefined before its start. The times of a cluster are whole seconds. */
export function renderRunTime({ startedAt, endedAt }: ContainerView, now: Date): string | undefined {
  if (!startedAt) return undefined;
  const milliseconds = (endedAt ?? now).getTime() - startedAt.getTime();
  const isWhole = milliseconds === 0 && startedAt.getMilliseconds() === 0;
  return isWhole && endedAt ? "under 1 s" : renderDuration(milliseconds);
}
