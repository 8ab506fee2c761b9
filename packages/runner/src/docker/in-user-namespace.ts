import { readlinkSync } from "node:fs";

/**
 * What to put before a command line so that it runs in the user namespace of a process, an ordinary user's engine, as its root:
 * whoever made that namespace may enter it.
 * @param more - further namespaces of that process to enter, as nsenter's flags
 */
export function inUserNamespaceOf(processId: number, ...more: readonly string[]): readonly [string, ...string[]] {
  const user = isOwnUserNamespace(processId) ? [] : ["--user", "--preserve-credentials"];
  return ["nsenter", `--target=${processId}`, ...user, ...more, "--"];
}

/** Where nsenter and what it is to start are looked for. */
export const systemPath = "/usr/sbin:/usr/bin:/sbin:/bin";

/** Whether a process lives in this process's user namespace, which needs no entering. */
function isOwnUserNamespace(processId: number): boolean {
  try {
    return namespaceOf(processId) === namespaceOf("self");
  } catch {
    return false;
  }
}

function namespaceOf(processId: number | "self"): string {
  return readlinkSync(`/proc/${processId}/ns/user`);
}
