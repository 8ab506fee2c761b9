import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { processStart } from "./process-facts.ts";

/**
 * How the names of this process's run folders begin: `podwright-run-MARK-PID-START-`. MARK stands for the boot and the
 * PID namespace, for only there a process number means this process; START tells it from a later one of its number.
 */
export function runFolderPrefix(): string {
  return `podwright-run-${thisProcess()}-`;
}

/** `MARK-PID-START`, which no other process has. */
export function thisProcess(): string {
  return `${mark()}-${process.pid}-${processStart(process.pid)}`;
}

/** Whether a name is that of a run's folder whose process is gone. When it might live where it cannot be seen, it is not. */
export function isAbandoned(name: string): boolean {
  const [, owner] = /^podwright-run-(.*?-.*?-.*?)-/.exec(name) ?? [];
  return owner !== undefined && isProcessGone(owner);
}

/** Whether a process of this boot and PID namespace is gone; of another one nothing can be said. */
export function isProcessGone(owner: string): boolean {
  const [, marked, processId, start] = /^([0-9a-f]{8})-(\d+)-(\d+)$/.exec(owner) ?? [];
  return marked === mark() && processStart(Number(processId)) !== start;
}

function mark(): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
  return createHash("sha256").update(boot).update(readlinkSync("/proc/self/ns/pid")).digest("hex").slice(0, 8);
}
