import { type ChildProcess, spawn } from "node:child_process";
import { entersFirst, hasNestedUser, programArguments, type SandboxSpec } from "./bubblewrap-arguments.ts";
import { joinCgroups } from "./cgroups/join-cgroups.ts";
import { isOtherUser } from "./identity.ts";
import { outerRoot } from "./outer-root.ts";
import { childProcess, processFacts } from "./process-facts.ts";
import { setprivPath } from "./setpriv.ts";

/** A bubblewrap that makes a container, and the way from it to the container's first process. */
export interface Bubblewrap {
  readonly process: ChildProcess;
  /** The container's first process, from the moment that its program runs; `undefined` before, and after its end. */
  program(): number | undefined;
  /** Whether that is the first of its PID namespace, which signals reach only if it handles them. */
  readonly rank: "first of its namespace" | "one of many";
}

/**
 * Files that bubblewrap reads and writes by number: its options come by 4, what it made goes out by 3; it may wait for 5. Namespaces
 * that containers share are 6 (PID) and 7 (user).
 */
const ownOptions = ["--args", "4", "--json-status-fd", "3", "--"];

/**
 * What stands around a container of another user. The kernel lets a dying process take only such children with it as it
 * may signal; bubblewrap has given up root's rights by then, and so could not end another user's container. It can end
 * an inner bubblewrap of its own user, which is the first process of a PID namespace and takes everything in there with it.
 * The inner one reads of its child in /proc, so that has to be the namespace's own.
 */
const around = ["--unshare-pid", "--as-pid-1", "--die-with-parent", "--"];

/** What enters the namespaces that containers share, for an ordinary user: each container makes a user namespace of its own in there. */
const entering = ["--userns", "7", "--pidns", "6", "--die-with-parent", "--"];

/**
 * @param output - file numbers for the container's stdout and stderr
 */
export function launchBubblewrap(spec: SandboxSpec, output: readonly [number, number]): Bubblewrap {
  const { shared } = spec;
  const options = outerOptions(spec);
  const outer = options && [...outerRoot(spec), ...options];
  const inner = [...ownOptions, ...programArguments(spec)];
  const args = outer ? [...outer, spec.bubblewrap, ...inner] : inner;
  const process = spawn(...joinCgroups(spec.cgroups, [spec.bubblewrap, args]), {
    env: {},
    detached: true,
    stdio: ["ignore", ...output, "pipe", "pipe", ...furtherFiles(spec)],
  });
  const stillStarting = [
    [spec.bubblewrap, ...ownOptions],
    ...(outer ? [[spec.bubblewrap, ...outer]] : []),
    [setprivPath, "--reuid"],
  ].map((words) => words.join("\0"));
  const program = (): number | undefined => {
    const first = process.pid === undefined ? undefined : childProcess(process.pid);
    const processId = outer && first !== undefined ? childProcess(first) : first;
    const commandLine = processId === undefined ? "" : (processFacts(processId)?.commandLine ?? "");
    const starting = commandLine === "" || stillStarting.some((start) => commandLine.startsWith(start));
    return starting ? undefined : processId;
  };
  return { process, program, rank: shared ? "one of many" : "first of its namespace" };
}

/** Those of a bubblewrap within which a second one makes the container; undefined where one is enough. */
function outerOptions(spec: SandboxSpec): readonly string[] | undefined {
  if (entersFirst(spec)) return entering;
  return !spec.shared && spec.asRoot && isOtherUser(spec.identity) ? around : undefined;
}

function furtherFiles(spec: SandboxSpec): readonly ("pipe" | "ignore" | number)[] {
  if (hasNestedUser(spec)) return ["pipe"];
  const { shared } = spec;
  if (!shared) return [];
  return ["ignore", shared.pid, ...(shared.user === undefined ? [] : [shared.user])];
}
