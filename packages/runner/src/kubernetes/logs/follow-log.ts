import { setTimeout as sleep } from "node:timers/promises";
import { backOff } from "../connection/back-off.ts";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import type { Tell } from "../watch/patience.ts";
import type { LogCursor } from "./log-cursor.ts";
import { type LogEntry, logEntries } from "./log-entries.ts";

export interface LogInput {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Whether another instance has come in its place. */
  readonly isReplaced: () => boolean;
  /** Whether the API server has the Pod no more: then there is no log either. A kubelet that has just begun does not know its Pods yet. */
  readonly isGone: () => boolean;
  /** Shared by all instances of the container. */
  readonly cursor: LogCursor;
  readonly onLine: (line: string, at: Date) => void;
  readonly tell: Tell;
  readonly signal: AbortSignal;
}

/** The reading of one instance's log. */
export interface FollowedLog {
  /** The instance has ended, or has been replaced: what is left is read, and `done` resolves soon. */
  ended(): void;
  /** Resolves when the log has been read to its end, or cannot be. Rejects only with what `onLine` throws. */
  readonly done: Promise<void>;
}

const rotated = "lines are missing behind the last one: the kubelet rotated its log before they were read";
/** How long a stream may go on after its container's end, as that of a connection that is dead without knowing it. */
const lateStreamMs = 5_000;
/** How long the log of a container that has ended is asked for. */
const endedPatienceMs = 20_000;
/** The container runtime may write for a while what a container that has ended left in its pipes: it is over when nothing comes for so long. */
const settlingMs = 100;
/** Between two looks at a log that ended while its container, as far as is known, runs. */
const statusDelayMs = 1_000;

/**
 * Follows the log of a container's instance, takes it up again where it broke off, and reads it to the end once the instance has ended: a stream's own
 * end says nothing, for the API server ends it well when the kubelet's side breaks.
 */
export function followLog(input: LogInput): FollowedLog {
  const { signal, tell, container } = input;
  const end = new AbortController();
  const read = async (): Promise<void> => {
    await Promise.resolve(); // It may have ended already.
    let failingSince: number | undefined;
    let lastRest: LogEntry | undefined;
    let isResumed = false;
    for (let tries = 1; !signal.aborted; ) {
      const isLast = end.signal.aborted;
      try {
        const { count, rest } = await readOnce(input, { isLast, isResumed, end: end.signal });
        isResumed ||= count > 0;
        failingSince = undefined;
        tries = 1;
        if (isLast && count === 0 && rest?.text === lastRest?.text) {
          if (rest) tellEntry(input, rest);
          return;
        }
        if (isLast) lastRest = rest;
        await sleep(isLast ? settlingMs : statusDelayMs, undefined, isLast ? { signal } : { signal: end.signal }).catch(
          () => undefined,
        );
      } catch (error) {
        if (signal.aborted) return;
        const outcome = outcomeOf(error, input);
        if (outcome !== "again") {
          if (outcome !== "gone") tell("LogsUnavailable", outcome, container);
          return;
        }
        failingSince ??= Date.now();
        const isHopeless = end.signal.aborted && Date.now() - failingSince > endedPatienceMs;
        if (isHopeless)
          return tell("LogsIncomplete", `the end of its log cannot be read: ${wordsOf(error)}`, container);
        await backOff(tries, (error as ClusterError).retryAfterMs, signal);
        tries = Math.min(tries + 1, 4);
      }
    }
  };
  return { done: read(), ended: () => end.abort() };
}

interface Reading {
  /** Whether the instance had ended before: what is there is all there will be. */
  readonly isLast: boolean;
  /** Whether lines of this very instance were told before. */
  readonly isResumed: boolean;
  readonly end: AbortSignal;
}

interface ReadLog {
  /** How many entries were new. */
  readonly count: number;
  /** What came last and has no end. */
  readonly rest?: LogEntry;
}

async function readOnce(input: LogInput, { isLast, isResumed, end }: Reading): Promise<ReadLog> {
  const { cluster, namespace, pod, container, cursor, isReplaced } = input;
  let count = 0;
  let rest: LogEntry | undefined;
  const stop = new AbortController();
  const abort = () => stop.abort();
  const late = () => void sleep(lateStreamMs, undefined, { signal: stop.signal }).then(abort, () => undefined);
  input.signal.addEventListener("abort", abort);
  if (!isLast) end.addEventListener("abort", late);
  const since = cursor.since();
  cursor.begin();
  try {
    const chunks = await cluster.logs(pod, {
      namespace,
      container,
      signal: stop.signal,
      follow: !isLast,
      ...(isReplaced() && { previous: true }),
      ...(since !== undefined && { sinceTime: since }),
    });
    for await (const entry of logEntries(chunks)) {
      if (entry.time === "") throw new KubeletWords(entry.text);
      if (!entry.complete) rest = entry;
      else if (tellEntry(input, entry)) {
        count += 1;
        if (count === 1 && isResumed && cursor.hasGap()) input.tell("LogsIncomplete", rotated, container);
      }
    }
  } catch (error) {
    if (!stop.signal.aborted || input.signal.aborted) throw error;
  } finally {
    input.signal.removeEventListener("abort", abort);
    end.removeEventListener("abort", late);
    stop.abort();
  }
  return { count, ...(rest && { rest }) };
}

/** @returns whether it was new */
function tellEntry({ cursor, onLine }: LogInput, entry: LogEntry): boolean {
  const isNew = cursor.take(entry);
  if (isNew) onLine(entry.text, new Date(entry.time));
  return isNew;
}

/** What the kubelet writes into a log that it cannot read. */
class KubeletWords extends Error {}

/** `gone`: there is no log any more; else why it will never be read. */
function outcomeOf(error: unknown, { isReplaced, isGone }: LogInput): string {
  if (error instanceof KubeletWords) return "again";
  if (!(error instanceof ClusterError)) throw error;
  const { statusCode, transient } = error;
  if (statusCode === 404) return isGone() ? "gone" : "again";
  if (statusCode === 400) return isReplaced() ? `its log is gone: ${wordsOf(error)}` : "again";
  return transient ? "again" : wordsOf(error);
}

function wordsOf(error: unknown): string {
  return error instanceof ClusterError ? error.problems[0].what : (error as Error).message;
}
