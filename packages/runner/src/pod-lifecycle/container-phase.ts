import { constants } from "node:os";
import type { ContainerPhase } from "../runner.ts";
import type { ContainerRecord } from "./pod-state.ts";

/** A container's state as events tell it. */
export function containerPhase({ step, last }: ContainerRecord): ContainerPhase {
  if (step.name === "running" || step.name === "stopping") return { phase: "running" };
  if (step.name === "backing-off") return { phase: "waiting", reason: "CrashLoopBackOff" };
  if (step.name !== "ended" || !last) return { phase: "waiting", reason: "PodInitializing" };
  const { exitCode, reason, message } = last;
  const signal = signalName(exitCode);
  return {
    phase: "terminated",
    exitCode,
    reason,
    ...(signal ? { signal } : {}),
    ...(message ? { message } : {}),
  };
}

/** The signal that an exit code over 128 stands for, as shells read it; a program may also have chosen the code itself. */
function signalName(exitCode: number): string | undefined {
  return Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
}
