import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Problem, ProblemError } from "@podwright/core";
import type { RunEvent, RunResult } from "../runner.ts";
import type { PodProcessMessage, PodProcessReply, PodProcessRequest } from "./pod-process.ts";

/** A process of its own that runs Pods. */
export interface PodProcess {
  readonly child: ChildProcess;
  run(request: PodProcessRequest, onEvent: (event: RunEvent) => void): Promise<RunResult>;
}

/** How the process is started, where it is not simply Node. */
export interface PodProcessStart {
  /** The command line that the script's path ends; default: Node. */
  readonly command?: readonly [string, ...string[]];
  /** Default: where it is. */
  readonly script?: string;
  /** Default: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

export const podProcessScript: string = fileURLToPath(new URL("./pod-process.ts", import.meta.url));

export function forkPodProcess({ command, script, environment }: PodProcessStart = {}): PodProcess {
  const [execPath, ...execArgv] = command ?? [process.execPath];
  const env = environment === undefined ? {} : { env: environment };
  const child = fork(script ?? podProcessScript, { serialization: "advanced", execPath, execArgv, ...env });
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
        child.send({ id, request } satisfies PodProcessMessage);
      }),
  };
}

function errorOf([first, ...others]: readonly Problem[]): ProblemError | undefined {
  return first && new ProblemError([first, ...others]);
}

/** A disk that nobody else sees. */
export interface OwnDisk {
  readonly folder: string;
  /** As mount takes it: `256k`. */
  readonly size: string;
}

/** Starts Node with a disk of its own. Only root may mount without being root of a user namespace first. */
export function onOwnDisk({ folder, size }: OwnDisk): PodProcessStart {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const script = `mount -t tmpfs -o size=${size},mode=1777 tmpfs "$1" && shift && exec "$@"`;
  return { command: ["unshare", ...user, "--mount", "/bin/sh", "-c", script, "sh", folder, process.execPath] };
}
