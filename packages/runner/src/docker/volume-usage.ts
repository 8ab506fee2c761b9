import { execFile } from "node:child_process";
import { folderUsage } from "../volumes/folder-usage.ts";
import type { UsageOf } from "../volumes/watch-usage.ts";
import type { Engine } from "./engine/connect-engine.ts";
import { inUserNamespaceOf, systemPath } from "./in-user-namespace.ts";
import type { EnginePod } from "./pod/make-pod.ts";

/**
 * How much a folder of an engine's volume takes of its disk. An ordinary user may not look into what other users of its own
 * engine keep to themselves, but root of that engine may; where that cannot be asked, what the user may see counts.
 */
export function volumeUsage({ rootless }: Engine, { processId }: Pick<EnginePod, "processId">): UsageOf {
  if (!rootless || process.getuid?.() === 0) return folderUsage;
  const [program, ...args] = [...inUserNamespaceOf(processId), "du", "-s", "-k"] as const;
  return async (folder, signal) => {
    const output = await outputOf(program, [...args, folder], signal);
    signal.throwIfAborted();
    // What goes away meanwhile makes it fail, and it still tells the sum.
    const kibibytes = Number.parseInt(output, 10);
    return Number.isNaN(kibibytes) ? await folderUsage(folder) : 1024 * kibibytes;
  };
}

/** What a program has written, whatever became of it. */
function outputOf(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { env: { PATH: systemPath }, signal, killSignal: "SIGKILL" }, (_, output) =>
      resolve(output),
    );
  });
}
