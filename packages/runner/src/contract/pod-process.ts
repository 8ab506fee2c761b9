import process from "node:process";
import { type Problem, ProblemError } from "@podwright/core";
import { createDockerRunner } from "../docker/create-docker-runner.ts";
import type { EngineSearch } from "../docker/discovery/engine-search.ts";
import type { PodRunner, RunEvent, RunRequest } from "../runner.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";

/** What a test asks of this process: to run a Pod as another user, or one that it then interrupts or kills. */
export type PodProcessRequest = { readonly request: Omit<RunRequest, "signal"> } & (InSandbox | OnDocker);

interface InSandbox {
  readonly temporaryFolder: string;
  readonly path: string;
  /** Only root can become another user; absent stays who it is. */
  readonly userId?: number;
}

interface OnDocker {
  /** Where it finds its engine. */
  readonly search: EngineSearch;
}

export interface PodProcessMessage {
  /** Tells what is answered to one from what is answered to others. */
  readonly id: number;
  readonly request: PodProcessRequest;
}

export type PodProcessReply =
  | { readonly id: number; readonly type: "event"; readonly event: RunEvent }
  | { readonly id: number; readonly type: "result"; readonly result: unknown }
  | { readonly id: number; readonly type: "error"; readonly message: string; readonly problems: readonly Problem[] };

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
process.on("message", (message: PodProcessMessage) => void answer(message));

async function answer({ id, request }: PodProcessMessage): Promise<void> {
  const reply = (message: PodProcessReply) => process.send?.(message);
  try {
    const { signal } = controller;
    const onEvent = (event: RunEvent) => void reply({ id, type: "event", event });
    const result = await runnerFor(request).run({ ...request.request, signal }, onEvent);
    reply({ id, type: "result", result });
  } catch (error) {
    reply({ id, type: "error", message: String(error), problems: error instanceof ProblemError ? error.problems : [] });
  }
}

function runnerFor(request: PodProcessRequest): PodRunner {
  if ("search" in request) return createDockerRunner({ search: request.search });
  const { path, temporaryFolder, userId } = request;
  if (userId !== undefined && process.getuid?.() !== userId) becomeUser(userId);
  return createSandboxRunner({ path, temporaryFolder });
}

/** The modules are loaded by now, so that it does not matter whether the user may read them. */
function becomeUser(userId: number): void {
  process.setgroups?.([]);
  process.setgid?.(userId);
  process.setuid?.(userId);
}
