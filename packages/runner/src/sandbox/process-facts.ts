import { readFileSync } from "node:fs";

/** What /proc says about a process of this machine. */
export interface ProcessFacts {
  readonly parentId: number;
  /** Whether a SIGTERM from outside would reach it although it is the first process of its PID namespace. */
  readonly takesTerm: "yes" | "no";
  /** Its arguments, each followed by NUL. */
  readonly commandLine: string;
}

const termBit = 1n << 14n;

/** `undefined` when there is no such process any more. */
export function processFacts(processId: number): ProcessFacts | undefined {
  const status = read(`/proc/${processId}/status`);
  const commandLine = read(`/proc/${processId}/cmdline`);
  if (status === undefined || commandLine === undefined) return undefined;
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(status)?.[1] ?? "0";
  const caughtOrBlocked = BigInt(`0x${field("SigCgt")}`) | BigInt(`0x${field("SigBlk")}`);
  return {
    parentId: Number(field("PPid")),
    takesTerm: caughtOrBlocked & termBit ? "yes" : "no",
    commandLine,
  };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
