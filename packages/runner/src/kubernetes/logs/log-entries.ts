import { nextCut } from "../../logs/split-lines.ts";

/** A line of a container's log as the API gives it with timestamps, or a part of 16 KiB of a longer one. */
export interface LogEntry {
  /** RFC 3339 with nanoseconds; empty: the kubelet speaks, and not the container. */
  readonly time: string;
  /** From 0 on, of one line. */
  readonly part: number;
  /** Bytes that are not UTF-8 are U+FFFD. */
  readonly text: string;
  /** Whether its end has come; a stream that breaks off may have more of it. */
  readonly complete: boolean;
}

/** @source pkg/kubelet/kuberuntime/logs/logs.go logWriter.write, kubernetes/kubernetes v1.34 */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const longestTimestamp = 40;

/** Cuts a log as it comes; holds at most one part's bytes. What comes last without its end is given as such. */
export async function* logEntries(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogEntry, void> {
  const decoder = new TextDecoder();
  let held: Buffer = Buffer.alloc(0);
  let time: string | undefined;
  let part = 0;
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (time === undefined) {
        const head = readTime(held);
        if (!head) break;
        time = head.time;
        held = held.subarray(head.next);
      }
      const cut = nextCut(held);
      if (!cut) break;
      yield { time, part, text: decoder.decode(held.subarray(0, cut.end)), complete: true };
      const isOver = cut.next > cut.end;
      part = isOver ? 0 : part + 1;
      if (isOver) time = undefined;
      held = held.subarray(cut.next);
    }
  }
  if (held.length > 0) yield { time: time ?? "", part, text: decoder.decode(held), complete: false };
}

function readTime(bytes: Buffer): { readonly time: string; readonly next: number } | undefined {
  const space = bytes.indexOf(0x20);
  const lineFeed = bytes.indexOf(0x0a);
  const isWhole = space >= 0 && (lineFeed < 0 || space < lineFeed);
  const time = isWhole ? bytes.toString("latin1", 0, space) : "";
  if (timestamp.test(time)) return { time, next: space + 1 };
  const isKnown = isWhole || lineFeed >= 0 || bytes.length > longestTimestamp;
  return isKnown ? { time: "", next: 0 } : undefined;
}
