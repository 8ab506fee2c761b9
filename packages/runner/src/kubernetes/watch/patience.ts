import type { RunEvent } from "../../runner.ts";
import { backOff } from "../connection/back-off.ts";
import { ClusterError } from "../connection/cluster-error.ts";

/** What a run has to say of the cluster while it goes on. */
export type Tell = (reason: string, message: string, container?: string) => void;

/** What a run has to say as its events. */
export function tellTo(onEvent: (event: RunEvent) => void): Tell {
  return (reason, message, container) =>
    onEvent({
      ...{ type: "notice", at: new Date(), reason, message, own: true },
      ...(container !== undefined && { container }),
    });
}

/** How long a run goes on without its API server, and what it says of that. */
export interface Patience {
  /** Waits before another try. @problems the error itself, when no try can mend it or the server has been away for too long */
  failed(error: unknown): Promise<void>;
  /** The server answers. */
  succeeded(): void;
}

export interface PatienceInput {
  readonly patienceSeconds: number;
  readonly tell: Tell;
  readonly signal?: AbortSignal | undefined;
}

export function createPatience({ patienceSeconds, tell, signal }: PatienceInput): Patience {
  let since: number | undefined;
  let tries = 0;
  return {
    async failed(error) {
      if (!(error instanceof ClusterError) || !error.transient) throw error;
      since ??= Date.now();
      if (Date.now() - since > patienceSeconds * 1000) throw error;
      if (tries === 1) tell("ClusterUnreachable", `${error.problems[0].what}; trying again for ${patienceSeconds} s`);
      tries += 1;
      await backOff(tries, error.retryAfterMs, signal);
    },
    succeeded() {
      if (since !== undefined && tries > 1)
        tell("ClusterReachable", `the cluster answers again after ${Math.round((Date.now() - since) / 1000)} s`);
      since = undefined;
      tries = 0;
    },
  };
}

/** Calls until it goes well, as long as another try may mend it. */
export async function patiently<T>(call: () => Promise<T>, input: PatienceInput): Promise<T> {
  const patience = createPatience(input);
  for (;;) {
    try {
      const value = await call();
      patience.succeeded();
      return value;
    } catch (error) {
      input.signal?.throwIfAborted();
      await patience.failed(error);
    }
  }
}
