import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Problem, ProblemError } from "@podwright/core";
import type { RunEvent, RunResult } from "../runner.ts";
import type { PodProcessReply, PodProcessRequest } from "./pod-process.ts";

/** A process of its own that runs Pods. */
export interface PodProcess {
  readonly child: ChildProcess;
  run(request: Omit<PodProcessRequest, "id">, onEvent: (event: RunEvent) => void): Promise<RunResult>;
}

/** A disk of the process's own, which nobody else sees. */
export interface OwnDisk {
  readonly folder: string;
  /** As mount takes it: `256k`. */
  readonly size: string;
}

export function forkPodProcess(disk?: OwnDisk): PodProcess {
  const script = fileURLToPath(new URL("./pod-process.ts", import.meta.url));
  const within = disk ? { execPath: "unshare", execArgv: mounting(disk) } : { execArgv: [] };
  const child = fork(script, { serialization: "advanced", ...within });
  child.setMaxListeners(0);
  let lastId = 0;
  return {
    child,
    run: (request, onEvent) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const onMessage = (reply: PodProcessReply): void => {
          if (reply.id !== id) return;
          if (reply.type === "event") {
            onEvent(reply.event);
            return;
          }
          child.off("message", onMessage);
          child.off("exit", onExit);
          if (reply.type === "result") resolve(reply.result as RunResult);
          else reject(errorOf(reply.problems) ?? new Error(reply.message));
        };
        const onExit = () => reject(new Error("the process ended"));
        child.on("message", onMessage);
        child.once("exit", onExit);
        child.send({ id, ...request } satisfies PodProcessRequest);
      }),
  };
}

function errorOf([first, ...others]: readonly Problem[]): ProblemError | undefined {
  return first && new ProblemError([first, ...others]);
}

/** Only root may mount without being root of a user namespace first. */
function mounting({ folder, size }: OwnDisk): string[] {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const script = `mount -t tmpfs -o size=${size},mode=1777 tmpfs "$1" && shift && exec "$@"`;
  return [...user, "--mount", "/bin/sh", "-c", script, "sh", folder, process.execPath];
}
