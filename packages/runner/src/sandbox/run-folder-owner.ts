import { isProcessGone, ownProcessMark } from "../process-owner/process-mark.ts";

/** How the names of this process's run folders begin: `podwright-run-MARK-PID-START-`. */
export function runFolderPrefix(): string {
  return `podwright-run-${ownProcessMark()}-`;
}

/** Whether a name is that of a run's folder whose process is gone. */
export function isAbandoned(name: string): boolean {
  const [, owner] = /^podwright-run-(.*?-.*?-.*?)-/.exec(name) ?? [];
  return owner !== undefined && isProcessGone(owner);
}
