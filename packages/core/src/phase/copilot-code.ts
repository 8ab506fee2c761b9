import { copilotErrorCodes } from "../flyte/wire-strings.ts";

/** The copilot's code at the beginning of a container's words (`InputDownloadFailed: …`); undefined: they are not the copilot's. */
export function copilotCode(words: string | undefined): string | undefined {
  return copilotCodes.find((code) => words?.startsWith(`${code}: `));
}

export function isCopilotCode(code: string): boolean {
  return copilotCodes.includes(code);
}

const copilotCodes: readonly string[] = Object.values(copilotErrorCodes);
