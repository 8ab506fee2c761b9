import { type copilotErrorCodes, encodeErrorDocument, type Problem, ProblemError } from "@podwright/core";
import type { Compat } from "../settings/compat.ts";
import { flyteWords } from "./flyte-words.ts";
import { isRecoverable } from "./recoverable.ts";

export type CopilotErrorCode = (typeof copilotErrorCodes)[keyof typeof copilotErrorCodes];

/**
 * The bytes of the document that Flyte shows its user, and decides a retry by. With compat `flyte` it says as upstream that trying again
 * always helps, and, where upstream's words are known, why in those.
 * @source flytecopilot/cmd/download.go, upload.go handling of errors, flyteorg/flyte v2.0.43
 */
export function errorDocumentOf(code: CopilotErrorCode, error: unknown, compat: Compat): Uint8Array {
  const problems = error instanceof ProblemError ? error.problems : [];
  if (compat === "flyte") {
    return encodeErrorDocument({
      code,
      kind: "RECOVERABLE",
      message: flyteWords(problems, code) ?? errorMessage(error),
    });
  }
  const kind = isRecoverable(problems.map((problem) => problem.code)) ? "RECOVERABLE" : "NON_RECOVERABLE";
  return encodeErrorDocument({ code, kind, message: errorMessage(error) });
}

/** A failure as plain sentences. What the task itself said stands as it was said. */
export function errorMessage(error: unknown): string {
  if (error instanceof ProblemError) return error.problems.map(problemMessage).join("\n\n");
  return error instanceof Error ? error.message : String(error);
}

function problemMessage({ code, what, where, tried, fix }: Problem): string {
  if (code === "TASK_REPORTED_ERROR") return what;
  const parts = [what, where && `where: ${where}`, tried && `tried: ${tried.join("\n")}`, `fix: ${fix}`];
  return parts.filter((part) => part).join("\n");
}
