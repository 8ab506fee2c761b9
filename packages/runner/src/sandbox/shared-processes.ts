import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "@podwright/core";
import { killProcess } from "../process-owner/kill-process.ts";
import { entryArguments } from "./bubblewrap-arguments.ts";
import { hostRoot } from "./host-root.ts";
import { processFacts } from "./process-facts.ts";

/** The PID namespace that a Pod's containers share, by file numbers of this process. */
export interface SharedNamespaces {
  readonly pid: number;
  /** The user namespace that owns it; only an ordinary user needs one. */
  readonly user?: number;
}

export interface SharedProcesses {
  readonly namespaces: SharedNamespaces;
  /** Ends the namespace and everything in it. */
  stop(): Promise<void>;
}

/** What the first process is made with. */
export interface PauseInput {
  /** Absolute path of `bwrap` on this machine. */
  readonly bubblewrap: string;
  readonly asRoot: boolean;
  /** A file in the run's folder for the little that it may have to say. */
  readonly output: string;
}

/**
 * The first process of the namespace, as a Pod's pause container is: it takes on what loses its parent, and lives until
 * its stdin ends, which it does with this process at the latest. Whoever ends its `cat` only makes it start another.
 */
const pauseScript = "exec 3<&0; while :; do cat <&3 & wait $! && exit; done";

/**
 * Starts the namespace. It has this machine's programs as its root, read-only, as every container has them.
 * @problems SANDBOX_FAILED
 */
export async function startSharedProcesses({ bubblewrap, asRoot, output }: PauseInput): Promise<SharedProcesses> {
  const log = openSync(output, "w");
  const root = hostRoot().entries().flatMap(entryArguments);
  const args = [
    ...["--unshare-pid", "--as-pid-1", "--die-with-parent", "--json-status-fd", "3"],
    ...(asRoot ? [] : ["--unshare-user"]),
    ...["--cap-drop", "ALL", ...root, "--proc", "/proc", "--dev-bind", "/dev/null", "/dev/null", "--clearenv"],
    ...["--", "/bin/sh", "-c", pauseScript, "pause"],
  ];
  const pause = spawn(bubblewrap, args, { env: {}, detached: true, stdio: ["pipe", log, log, "pipe"] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => pause.once("close", () => resolve()));
  pause.stdin?.on("error", () => undefined);
  const processId = await firstProcess(pause);
  // Its user namespace has its users when its program runs, not before.
  while (!processFacts(processId)?.commandLine.startsWith("/bin/sh")) {
    if (pause.exitCode !== null || pause.signalCode !== null) throw notMade();
    await sleep(1);
  }
  const open = (kind: string) => openSync(`/proc/${processId}/ns/${kind}`, "r");
  const namespaces: SharedNamespaces = { pid: open("pid"), ...(asRoot ? {} : { user: open("user") }) };
  return {
    namespaces,
    async stop() {
      for (const file of Object.values(namespaces)) closeSync(file);
      pause.stdin?.destroy();
      killProcess(processId);
      await ended;
    },
  };
}

/** The number on this machine of the process that bubblewrap makes. What it says later is read too: it would die of a closed pipe. */
function firstProcess(pause: ChildProcess): Promise<number> {
  const status = pause.stdio[3] as Readable;
  let text = "";
  return new Promise((resolve, reject) => {
    status.on("data", (chunk: Buffer) => {
      text += String(chunk);
      const found = /"child-pid": (\d+)\D/.exec(text)?.[1];
      if (found) resolve(Number(found));
    });
    status.on("close", () => reject(notMade()));
    pause.on("error", reject);
  });
}

function notMade(): ProblemError {
  return new ProblemError([
    {
      code: "SANDBOX_FAILED",
      what: "bubblewrap cannot make a PID namespace for the Pod's containers to share",
      where: "spec.shareProcessNamespace",
      fix: "leave shareProcessNamespace out for this run, or run the Pod on a cluster",
    },
  ]);
}
