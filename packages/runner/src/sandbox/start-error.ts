import type { ContainerEnd } from "../pod-lifecycle/container-runtime.ts";

export interface Ending {
  /** Lines of bubblewrap or setpriv from the beginning of stderr. */
  readonly complaints: readonly string[];
  readonly command: readonly string[];
  /** Whether bubblewrap saw the command run. */
  readonly ran: "yes" | "no";
  readonly exitCode: number;
}

/**
 * Why a container never ran its program; `undefined` when it did.
 * @source containerd internal/cri/server/container_start.go: reason StartError, exit code 128
 */
export function startError({ complaints, command, ran, exitCode }: Ending): ContainerEnd | undefined {
  const text = complaints.join("\n");
  const setprivFailed = /^setpriv: failed to execute/m.test(text) && (exitCode === 126 || exitCode === 127);
  if (exitCode === 137 && complaints.length === 0) return undefined;
  if (ran === "yes" && !setprivFailed) return undefined;
  return { exitCode: 128, reason: "StartError", message: messageOf(text, command[0] ?? "") };
}

/** Why not even bubblewrap could be started. */
export function launchError({ code, message }: NodeJS.ErrnoException): ContainerEnd {
  const tooLong = "its command is longer than this machine's kernel takes (E2BIG)";
  return { exitCode: 128, reason: "StartError", message: code === "E2BIG" ? tooLong : message };
}

function messageOf(complaints: string, program: string): string {
  if (/(execvp .*|failed to execute .*): No such file or directory/.test(complaints)) {
    return `exec: "${program}": not found; the sandbox has this machine's programs, not those of the image`;
  }
  if (/(execvp .*|failed to execute .*): Permission denied/.test(complaints))
    return `exec: "${program}": permission denied`;
  return complaints || "bubblewrap ended without a word";
}
