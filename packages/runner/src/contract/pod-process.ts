import process from "node:process";
import type { RunEvent } from "../runner.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import type { PodCase } from "./pod-case.ts";
import { requestOf } from "./run-case.ts";

/** What a test asks of this process: to run cases as another user, or one that it then interrupts or kills. */
export interface PodProcessRequest {
  readonly podCase: PodCase;
  readonly temporaryFolder: string;
  readonly path: string;
  /** Only root can become another user; absent stays who it is. */
  readonly userId?: number;
}

export type PodProcessReply =
  | { readonly type: "event"; readonly event: RunEvent }
  | { readonly type: "result"; readonly result: unknown }
  | { readonly type: "error"; readonly message: string };

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
process.on("message", (request: PodProcessRequest) => void answer(request));

async function answer({ podCase, temporaryFolder, path, userId }: PodProcessRequest): Promise<void> {
  if (userId !== undefined && process.getuid?.() !== userId) becomeUser(userId);
  const reply = (message: PodProcessReply) => process.send?.(message);
  const runner = createSandboxRunner({ path, temporaryFolder });
  const request = { ...requestOf(podCase), signal: controller.signal };
  try {
    const result = await runner.run(request, (event) => void reply({ type: "event", event }));
    reply({ type: "result", result });
  } catch (error) {
    reply({ type: "error", message: String(error) });
  }
}

/** The modules are loaded by now, so that it does not matter whether the user may read them. */
function becomeUser(userId: number): void {
  process.setgroups?.([]);
  process.setgid?.(userId);
  process.setuid?.(userId);
}
