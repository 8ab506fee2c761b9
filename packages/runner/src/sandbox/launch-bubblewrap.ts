import { type ChildProcess, spawn } from "node:child_process";
import { hasNestedUser, programArguments, type SandboxSpec } from "./bubblewrap-arguments.ts";
import { joinCgroups } from "./cgroups/join-cgroups.ts";
import { isOtherUser } from "./identity.ts";
import { childProcess, processFacts } from "./process-facts.ts";
import { setprivPath } from "./setpriv.ts";

/** A bubblewrap that makes a container, and the way from it to the container's first process. */
export interface Bubblewrap {
  readonly process: ChildProcess;
  /** The container's first process, from the moment that its program runs; `undefined` before, and after its end. */
  program(): number | undefined;
}

/** Files that bubblewrap reads and writes by number: its options come by 4, what it made goes out by 3; it may wait for 5. */
const ownOptions = ["--args", "4", "--json-status-fd", "3", "--"];

/**
 * What stands around a container of another user. The kernel lets a dying process take only such children with it as it
 * may signal; bubblewrap has given up root's rights by then, and so could not end another user's container. It can end
 * an inner bubblewrap of its own user, which is the first process of a PID namespace and takes everything in there with it.
 * The inner one reads of its child in /proc, so that has to be the namespace's own.
 */
const around = ["--dev-bind", "/", "/", "--proc", "/proc", "--unshare-pid", "--as-pid-1", "--die-with-parent", "--"];

/**
 * @param output - file numbers for the container's stdout and stderr
 */
export function launchBubblewrap(spec: SandboxSpec, output: readonly [number, number]): Bubblewrap {
  const wrapped = spec.asRoot && isOtherUser(spec.identity);
  const inner = [...ownOptions, ...programArguments(spec)];
  const args = wrapped ? [...around, spec.bubblewrap, ...inner] : inner;
  const process = spawn(...joinCgroups(spec.cgroups, [spec.bubblewrap, args]), {
    env: {},
    detached: true,
    stdio: ["ignore", ...output, "pipe", "pipe", ...(hasNestedUser(spec) ? ["pipe" as const] : [])],
  });
  const stillStarting = [
    [spec.bubblewrap, ...ownOptions],
    [setprivPath, "--reuid"],
  ].map((words) => words.join("\0"));
  const program = (): number | undefined => {
    const first = process.pid === undefined ? undefined : childProcess(process.pid);
    const processId = wrapped && first !== undefined ? childProcess(first) : first;
    const commandLine = processId === undefined ? "" : (processFacts(processId)?.commandLine ?? "");
    const starting = commandLine === "" || stillStarting.some((start) => commandLine.startsWith(start));
    return starting ? undefined : processId;
  };
  return { process, program };
}
