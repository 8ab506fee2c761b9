import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Readable, Writable } from "node:stream";

/** What bubblewrap tells of a container while it makes it. */
export interface ContainerMaking {
  /** Whether the container's program ever ran; known once bubblewrap has ended. */
  readonly ran: Promise<"yes" | "no">;
  /** File number of the first user namespace where there is a second one in it; closed, and undefined, once bubblewrap has ended. */
  outerUserNamespace(): number | undefined;
}

/**
 * Reads what `--json-status-fd 3` tells: the container's process, and at the end an exit code only if the program ever ran.
 * Where bubblewrap waits for file 5 it is in the first of two user namespaces then, which can be seen at no other time.
 */
export function watchStatus({ stdio }: ChildProcess): ContainerMaking {
  const [status, gate] = [stdio[3] as Readable, stdio.at(5) as Writable | null | undefined];
  const { promise: ran, resolve } = Promise.withResolvers<"yes" | "no">();
  let text = "";
  let namespace: number | undefined;
  gate?.on("error", () => gate.destroy());
  status.setEncoding("utf8");
  status.on("data", (chunk: string) => {
    text += chunk;
    const processId = /"child-pid": (\d+)\D/.exec(text)?.[1];
    if (!gate || gate.writableEnded || processId === undefined) return;
    namespace = openNamespace(processId);
    gate.end();
  });
  status.on("close", () => {
    gate?.destroy();
    if (namespace !== undefined) closeSync(namespace);
    namespace = undefined;
    resolve(text.includes('"exit-code"') ? "yes" : "no");
  });
  return { ran, outerUserNamespace: () => namespace };
}

function openNamespace(processId: string): number | undefined {
  try {
    return openSync(`/proc/${processId}/ns/user`, "r");
  } catch {
    return undefined;
  }
}
