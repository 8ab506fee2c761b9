import { ProblemError } from "@podwright/core";

export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops the clock. */
  cancel(): void;
}

/**
 * A signal that aborts after `milliseconds` with TRANSFER_TIMED_OUT, or when `stop` aborts with TRANSFER_INTERRUPTED.
 * @param milliseconds - zero or less: no limit
 * @param doing - for the text: "the download of the inputs"
 */
export function startDeadline(milliseconds: number, stop: AbortSignal, doing: string): Deadline {
  const controller = new AbortController();
  const interrupt = () => controller.abort(interrupted(doing));
  if (stop.aborted) interrupt();
  stop.addEventListener("abort", interrupt);
  const expire = () => controller.abort(timedOut(milliseconds, doing));
  const timer = milliseconds > 0 ? setTimeout(expire, Math.min(milliseconds, longestTimerMs)) : undefined;
  return {
    signal: controller.signal,
    cancel: () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", interrupt);
    },
  };
}

/** A deadline that is over already. */
export function passedDeadline(doing: string): Deadline {
  return { signal: AbortSignal.abort(timedOut(0, doing)), cancel: () => {} };
}

/** Node's timers overflow above this: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

function timedOut(milliseconds: number, doing: string): ProblemError {
  return new ProblemError([
    {
      code: "TRANSFER_TIMED_OUT",
      what: `${doing} did not end within ${milliseconds / 1000} s`,
      fix: "give it longer with --timeout (Flyte: plugins.k8s.co-pilot.timeout), or move less",
    },
  ]);
}

function interrupted(doing: string): ProblemError {
  return new ProblemError([
    {
      code: "TRANSFER_INTERRUPTED",
      what: `${doing} was interrupted by a signal before it ended`,
      fix: "nothing, if the Pod was meant to end; otherwise look why it was stopped (kubectl describe pod)",
    },
  ]);
}
