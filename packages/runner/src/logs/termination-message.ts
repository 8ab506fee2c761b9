import { open } from "node:fs/promises";
import type { LogLine } from "./log-line.ts";

export const maxFileBytes: number = 4096;
const maxLogBytes = 2048;
const maxLogLines = 80;

/** Keeps the end of a container's log, in case it becomes its termination message. */
export interface LogTail {
  add(line: LogLine): void;
  text(): string;
}

/** The last 80 lines, of them the last 2048 bytes. @source pkg/kubelet/container MaxContainerTerminationMessageLogLength */
export function createLogTail(): LogTail {
  const lines: string[] = [];
  return {
    add({ line }) {
      lines.push(line);
      if (lines.length > maxLogLines) lines.shift();
    },
    text: () => tail(Buffer.from(lines.map((line) => `${line}\n`).join("")), maxLogBytes),
  };
}

/**
 * What a container wrote to its `terminationMessagePath`; under `FallbackToLogsOnError`, the end of its log when that is empty and it failed.
 * @source pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage, kubernetes/kubernetes v1.36
 */
export async function terminationMessage(
  file: string,
  policy: string | undefined,
  exitCode: number,
  log: LogTail,
): Promise<string | undefined> {
  return messageOf(await readEnd(file).catch(() => Buffer.alloc(0)), policy, exitCode, log);
}

/** No more of a file than counts: a container may write as much as it likes. */
async function readEnd(file: string): Promise<Uint8Array> {
  const opened = await open(file);
  try {
    const { size } = await opened.stat();
    const length = Math.min(size, maxFileBytes);
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await opened.close();
  }
}

/** The same, of what the file holds; its end is enough. */
export function messageOf(
  written: Uint8Array,
  policy: string | undefined,
  exitCode: number,
  log: LogTail,
): string | undefined {
  if (written.length > 0) return tail(written, maxFileBytes);
  return policy === "FallbackToLogsOnError" && exitCode !== 0 ? log.text() || undefined : undefined;
}

function tail(bytes: Uint8Array, length: number): string {
  return new TextDecoder().decode(bytes.subarray(Math.max(0, bytes.length - length)));
}
