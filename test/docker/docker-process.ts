import { createDockerRunner } from "@podwright/runner";
import type { PodCase } from "../../packages/runner/src/contract/pod-case.ts";
import { requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { searchFor } from "./engine-client.ts";

/** What a test asks of this process, which it then kills: to run one Pod. */
export interface DockerProcessRequest {
  readonly socket: string;
  readonly podCase: PodCase;
}

process.on("message", (request: DockerProcessRequest) => void answer(request));
process.send?.("ready");

async function answer({ socket, podCase }: DockerProcessRequest): Promise<void> {
  const runner = createDockerRunner({ search: searchFor(socket) });
  await runner.run({ ...requestOf(podCase), signal: new AbortController().signal }, (event) => {
    if (event.type === "log") process.send?.(event.line);
  });
}
