import type { Shell } from "../shell.ts";
import { isTerminal } from "../shell.ts";

/** How runs are stopped before their end. */
export interface Interruption {
  /** Aborted: they are stopped. */
  readonly signal: AbortSignal;
  /** Aborted after that: they end at once. */
  readonly hasten: AbortSignal;
  /** Aborted: their Pods are left alone, and go on. */
  readonly detach?: AbortSignal;
  /** Says where a question goes that only a person can answer. */
  readonly asksThrough?: (tell: (text: string) => void) => void;
}

export interface OwnedInterruption extends Interruption {
  /** Asks nothing any more; call it once the runs have ended. */
  end(): void;
}

/** Where Pods end with podwright: the first Ctrl-C stops them, the second hastens. */
export function stopping({ interrupted, hastened }: Pick<Shell, "interrupted" | "hastened">): OwnedInterruption {
  return { signal: interrupted, hasten: hastened, end: () => {} };
}

/**
 * Where Pods can go on without podwright. On a terminal Ctrl-C asks once: leave or delete them; a second one deletes, one more hastens. Elsewhere
 * they are deleted, unless `detachOnInterrupt`; and left alone where the terminal has gone (SIGHUP): who closes a lid wants no run to end.
 */
export function detaching(
  shell: Pick<Shell, "interrupted" | "hastened" | "stdin" | "stderr" | "environment">,
  detachOnInterrupt: boolean,
): OwnedInterruption {
  const [stop, hasten, detach] = [new AbortController(), new AbortController(), new AbortController()];
  let tell: (text: string) => void = () => {};
  let endQuestion = (): void => {};
  const decide = (controller: AbortController): void => {
    endQuestion();
    controller.abort();
  };
  const onInterrupt = (): void => {
    const { stdin } = shell;
    const isByKey = shell.interrupted.reason === "SIGINT";
    if (shell.interrupted.reason === "SIGHUP" || detachOnInterrupt) decide(detach);
    else if (isByKey && stdin?.isTTY && isTerminal(shell.stderr, shell)) {
      tell(question);
      endQuestion = ask(stdin, (answer) => decide(/^d/i.test(answer.trim()) ? detach : stop));
    } else decide(stop);
  };
  const onHasten = (): void => decide(stop.signal.aborted || detach.signal.aborted ? hasten : stop);
  shell.interrupted.addEventListener("abort", onInterrupt, { once: true });
  if (shell.interrupted.aborted) onInterrupt();
  shell.hastened.addEventListener("abort", onHasten, { once: true });
  return {
    signal: stop.signal,
    hasten: hasten.signal,
    detach: detach.signal,
    asksThrough: (through) => {
      tell = through;
    },
    end: () => {
      endQuestion();
      shell.interrupted.removeEventListener("abort", onInterrupt);
      shell.hastened.removeEventListener("abort", onHasten);
    },
  };
}

const question =
  "Ctrl-C: d and Enter leaves what runs on the cluster running (podwright attach takes it up); Enter, or Ctrl-C again, deletes it";

/** @returns what takes the question back */
function ask(stdin: NodeJS.ReadableStream, onAnswer: (answer: string) => void): () => void {
  // Loaded for the few who are asked: it takes milliseconds of every start.
  const { createInterface } = process.getBuiltinModule("node:readline");
  const lines = createInterface({ input: stdin, terminal: false });
  let isOpen = true;
  const answer = (text: string): void => {
    if (isOpen) onAnswer(text);
  };
  lines.once("line", answer);
  lines.once("close", () => answer(""));
  return () => {
    if (!isOpen) return;
    isOpen = false;
    lines.close();
    stdin.pause();
  };
}
