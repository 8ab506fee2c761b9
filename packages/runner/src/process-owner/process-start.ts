import { readFileSync } from "node:fs";

/**
 * When a process started, in ticks since the machine did; `undefined` when it has ended, even if nobody has asked how.
 * @source proc_pid_stat(5), fields 3 and 22
 */
export function processStart(processId: number): string | undefined {
  const fields = readStat(processId)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  return fields?.[0] === "Z" ? undefined : fields?.[19];
}

function readStat(processId: number): string | undefined {
  try {
    return readFileSync(`/proc/${processId}/stat`, "utf8");
  } catch {
    return undefined;
  }
}
