import process from "node:process";
import { type Problem, ProblemError } from "@podwright/core";
import type { RunEvent, RunRequest } from "../runner.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";

/** What a test asks of this process: to run Pods as another user, or one that it then interrupts or kills. */
export interface PodProcessRequest {
  /** Tells what is answered to one from what is answered to others. */
  readonly id: number;
  readonly request: Omit<RunRequest, "signal">;
  readonly temporaryFolder: string;
  readonly path: string;
  /** Only root can become another user; absent stays who it is. */
  readonly userId?: number;
}

export type PodProcessReply =
  | { readonly id: number; readonly type: "event"; readonly event: RunEvent }
  | { readonly id: number; readonly type: "result"; readonly result: unknown }
  | { readonly id: number; readonly type: "error"; readonly message: string; readonly problems: readonly Problem[] };

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
process.on("message", (request: PodProcessRequest) => void answer(request));

async function answer({ id, request, temporaryFolder, path, userId }: PodProcessRequest): Promise<void> {
  if (userId !== undefined && process.getuid?.() !== userId) becomeUser(userId);
  const reply = (message: PodProcessReply) => process.send?.(message);
  const runner = createSandboxRunner({ path, temporaryFolder });
  try {
    const { signal } = controller;
    const result = await runner.run({ ...request, signal }, (event) => void reply({ id, type: "event", event }));
    reply({ id, type: "result", result });
  } catch (error) {
    reply({ id, type: "error", message: String(error), problems: error instanceof ProblemError ? error.problems : [] });
  }
}

/** The modules are loaded by now, so that it does not matter whether the user may read them. */
function becomeUser(userId: number): void {
  process.setgroups?.([]);
  process.setgid?.(userId);
  process.setuid?.(userId);
}
