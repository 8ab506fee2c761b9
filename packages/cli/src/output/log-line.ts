import { parseTransferProgress, type TransferProgress } from "@podwright/store";
import { visibleText } from "./visible-text.ts";

/** A container's log line as it is shown. */
export type LogLine =
  | { readonly kind: "text"; readonly level: "info" | "warning" | "error"; readonly text: string }
  | { readonly kind: "transfer"; readonly progress: TransferProgress };

/** Turns the copilot's JSON lines into their level and message; a task's own lines stay as they are, control characters aside. */
export function readLogLine(line: string): LogLine {
  const progress = parseTransferProgress(line);
  if (progress) return { kind: "transfer", progress };
  const record = parseRecord(line);
  if (!record) return { kind: "text", level: "info", text: visibleText(line) };
  return { kind: "text", level: record.level, text: visibleText(record.msg) };
}

function parseRecord(line: string): { readonly level: "info" | "warning" | "error"; readonly msg: string } | undefined {
  if (!line.startsWith('{"level":')) return undefined;
  try {
    const { level, msg, ts } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (typeof level !== "string" || typeof msg !== "string" || typeof ts !== "string") return undefined;
    const known = level === "error" || level === "fatal" ? "error" : level.startsWith("warn") ? "warning" : "info";
    return { level: known, msg };
  } catch {
    return undefined;
  }
}
