import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";

/** What /proc says about a process of this machine. */
export interface ProcessFacts {
  /** Whether a signal from outside would reach it although it is the first process of its PID namespace. */
  takes(signal: NodeJS.Signals): boolean;
  /** Its arguments, each followed by NUL. */
  readonly commandLine: string;
}

/** `undefined` when there is no such process any more. */
export function processFacts(processId: number): ProcessFacts | undefined {
  const status = read(`/proc/${processId}/status`);
  const commandLine = read(`/proc/${processId}/cmdline`);
  if (status === undefined || commandLine === undefined) return undefined;
  const mask = (name: string) => BigInt(`0x${field(status, name)}`);
  const taken = mask("SigCgt") | mask("SigBlk");
  return { takes: (signal) => (taken & (1n << BigInt(constants.signals[signal] - 1))) !== 0n, commandLine };
}

/** The number of a process in the innermost of its PID namespaces; `undefined` when it has ended. */
export function innermostProcessId(processId: number): number | undefined {
  const numbers = /^NSpid:\s*(.*)$/m.exec(read(`/proc/${processId}/status`) ?? "")?.[1]?.split(/\s+/);
  return numbers ? Number(numbers.at(-1)) : undefined;
}

/** The youngest child of a process. */
export function childProcess(processId: number): number | undefined {
  const children = read(`/proc/${processId}/task/${processId}/children`);
  if (children !== undefined) return children === "" ? undefined : Number(children.trim().split(" ").at(-1));
  const found = readdirSync("/proc").findLast(
    (name) => /^\d+$/.test(name) && field(read(`/proc/${name}/status`) ?? "", "PPid") === String(processId),
  );
  return found === undefined ? undefined : Number(found);
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(status)?.[1] ?? "0";
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
