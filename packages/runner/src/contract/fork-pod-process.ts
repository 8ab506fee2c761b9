import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunEvent, RunResult } from "../runner.ts";
import type { PodProcessReply, PodProcessRequest } from "./pod-process.ts";

/** A process of its own that runs Pods, one at a time. */
export interface PodProcess {
  readonly child: ChildProcess;
  run(request: PodProcessRequest, onEvent: (event: RunEvent) => void): Promise<RunResult>;
}

export function forkPodProcess(): PodProcess {
  const script = fileURLToPath(new URL("./pod-process.ts", import.meta.url));
  const child = fork(script, { serialization: "advanced", execArgv: [] });
  return {
    child,
    run: (request, onEvent) =>
      new Promise((resolve, reject) => {
        const onMessage = (reply: PodProcessReply): void => {
          if (reply.type === "event") {
            onEvent(reply.event);
            return;
          }
          child.off("message", onMessage);
          child.off("exit", onExit);
          if (reply.type === "result") resolve(reply.result as RunResult);
          else reject(new Error(reply.message));
        };
        const onExit = () => reject(new Error("the process ended"));
        child.on("message", onMessage);
        child.once("exit", onExit);
        child.send(request);
      }),
  };
}
