import type { ProblemError } from "@podwright/core";
import type { Engine } from "./engine/connect-engine.ts";
import { engineFailed, isLost } from "./engine/engine-error.ts";

/** Notices once that the engine is gone. */
export interface EngineLoss {
  /** Aborted then; its reason is the ProblemError. */
  readonly signal: AbortSignal;
  /** Takes an error that a call to the engine ended with; others than losses are passed over. @returns whether it was one */
  note(error: unknown): boolean;
}

export function watchLoss(engine: Engine): EngineLoss {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    note(error) {
      if (!isLost(error)) return false;
      controller.abort(engineFailed(error, engine) as ProblemError);
      return true;
    },
  };
}
