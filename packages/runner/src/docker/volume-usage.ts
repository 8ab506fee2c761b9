import { execFile } from "node:child_process";
import { folderUsage } from "../volumes/folder-usage.ts";
import type { Engine } from "./engine/connect-engine.ts";
import { inUserNamespaceOf, systemPath } from "./in-user-namespace.ts";
import type { EnginePod } from "./pod/make-pod.ts";

/**
 * How much a folder of an engine's volume takes of its disk, in bytes. An ordinary user may not look into what other users of its own
 * engine keep to themselves, but root of that engine may.
 */
export function volumeUsage({ rootless }: Engine, { processId }: EnginePod): (folder: string) => Promise<number> {
  if (!rootless || process.getuid?.() === 0) return folderUsage;
  const [program, ...args] = [...inUserNamespaceOf(processId), "du", "-s", "-k"] as const;
  return (folder) =>
    new Promise((resolve) => {
      // What goes away meanwhile makes it fail, and it still tells the sum.
      execFile(program, [...args, folder], { env: { PATH: systemPath } }, (_, output) => {
        resolve(1024 * (Number.parseInt(output, 10) || 0));
      });
    });
}
