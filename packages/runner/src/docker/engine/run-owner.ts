import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { runMarks } from "@podwright/core";
import { processStart } from "../../process-owner/process-start.ts";

/** What marks everything that a run makes. */
export const runLabel: string = runMarks.run;
export const ownerLabel: string = runMarks.owner;

/** A run's own name, and who runs it. */
export interface RunMark {
  readonly run: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function newRunMark(): RunMark {
  const run = randomBytes(6).toString("hex");
  return { run, labels: { [runLabel]: run, [ownerLabel]: ownerOf(process.pid, processStart(process.pid) ?? "0") } };
}

/**
 * Whether the process that a label names is gone for good. An owner of another machine, or of another PID namespace of
 * this one, may live where it cannot be seen: it is not.
 */
export function isOwnerGone(label: string): boolean {
  const [host, boot, namespace, processId, start] = label.split("/");
  const [ownHost, ownBoot, ownNamespace] = machineMarks();
  if (!start || host !== ownHost) return false;
  if (boot !== ownBoot) return true;
  return namespace === ownNamespace && !lives(Number(processId), start);
}

/** `HOST/BOOT/PIDNS/PID/START`: START tells the process from a later one of its number. */
function ownerOf(processId: number, start: string): string {
  return [...machineMarks(), processId, start].join("/");
}

function machineMarks(): readonly [host: string, boot: string, namespace: string] {
  const short = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const host = hostname() + read(() => readFileSync("/etc/machine-id", "utf8"));
  return [short(host), short(boot), short(read(() => readlinkSync("/proc/self/ns/pid")))];
}

/** Nothing where there is no /proc. */
function read(from: () => string): string {
  try {
    return from();
  } catch {
    return "";
  }
}

function lives(processId: number, start: string): boolean {
  if (start !== "0") return processStart(processId) === start;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
