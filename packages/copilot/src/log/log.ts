import type { TransferProgress } from "@podwright/store";
import { jsonProgress } from "./json-progress.ts";
import type { ProgressView } from "./progress-view.ts";
import { type Terminal, terminalProgress } from "./terminal-progress.ts";

/** The copilot's log: JSON lines on stderr, in upstream's form (`level`, `msg`, `ts`). */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Shown whatever the level. */
  readonly progress: ProgressView;
}

type LogFields = Readonly<Record<string, unknown>>;

interface LogOptions {
  /** logrus' number: 2 error, 3 warn (the default), 4 info, 5 debug. */
  readonly level: number;
  readonly now: () => Date;
  readonly write: (text: string) => void;
  /** The terminal that `write` goes to, where progress is drawn. Absent: it goes elsewhere, and progress is lines too. */
  readonly terminal?: Terminal | undefined;
}

export function createLog({ level, now, write, terminal }: LogOptions): Log {
  const bar = terminal && terminalProgress(write, terminal);
  const line = (name: string, message: string, fields: LogFields = {}) => {
    bar?.clear();
    write(`${JSON.stringify({ level: name, msg: message, ts: now().toISOString(), ...fields })}\n`);
  };
  const progressLine = (message: string, transfer: TransferProgress) => line("info", message, { transfer });
  return {
    info: (message, fields) => level >= 4 && line("info", message, fields),
    warn: (message, fields) => level >= 3 && line("warning", message, fields),
    error: (message, fields) => level >= 2 && line("error", message, fields),
    progress: bar ?? jsonProgress(progressLine),
  };
}
