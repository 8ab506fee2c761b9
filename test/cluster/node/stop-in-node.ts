import { childrenOf, ownPid, signalPid, stopOwn } from "../parts/own-process.ts";

/** Ends a program that was started within the node, at once: what is recorded is nsenter, whose only child it is. */
export async function stopInNode(folder: string, name: string): Promise<void> {
  const outer = ownPid(folder, name);
  for (const pid of outer === undefined ? [] : childrenOf(outer)) signalPid(pid, "SIGKILL");
  await stopOwn(folder, name, 5);
}
