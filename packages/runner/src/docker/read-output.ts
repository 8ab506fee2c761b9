import type { LogLine } from "../logs/log-line.ts";
import { splitLines } from "../logs/split-lines.ts";
import { unframe } from "./unframe.ts";

/**
 * Reads what a container writes, from an attached stream: frames, or for a terminal the bytes alone. Nothing more is read while a line
 * is handed out, so that a fast container waits for a slow reader.
 * Resolves at the stream's end, a broken one included: whether the container is over, the engine says. Rejects with what `onLine` throws.
 */
export async function readOutput(
  stream: AsyncIterable<Uint8Array>,
  format: "frames" | "terminal",
  onLine: (line: LogLine) => void,
): Promise<void> {
  const splitters = {
    stdout: splitLines((line) => onLine({ stream: "stdout", line })),
    stderr: splitLines((line) => onLine({ stream: "stderr", line })),
  };
  const push =
    format === "frames"
      ? unframe((name, bytes) => splitters[name].push(bytes))
      : (chunk: Uint8Array) => splitters.stdout.push(chunk);
  for await (const chunk of untilBroken(stream)) push(chunk);
  splitters.stdout.end();
  splitters.stderr.end();
}

async function* untilBroken(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch {
    // The engine is gone, or the container was removed: what had come counts.
  }
}
