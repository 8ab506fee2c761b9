import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { processStart } from "./process-start.ts";

/**
 * `MARK-PID-START`, which no other process has: MARK stands for the boot and the PID namespace, for only there a process number means
 * this process; START tells it from a later one of its number.
 */
export function ownProcessMark(): string {
  return `${placeMark()}-${process.pid}-${processStart(process.pid)}`;
}

/** Whether the process of a mark is gone. When it might live where it cannot be seen (another boot or PID namespace), it is not. */
export function isProcessGone(mark: string): boolean {
  const [, marked, processId, start] = /^([0-9a-f]{8})-(\d+)-(\d+)$/.exec(mark) ?? [];
  return marked === placeMark() && processStart(Number(processId)) !== start;
}

function placeMark(): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
  return createHash("sha256").update(boot).update(readlinkSync("/proc/self/ns/pid")).digest("hex").slice(0, 8);
}
