import type { TransferProgress } from "@podwright/store";

/** The copilot's log: JSON lines on stderr, in upstream's form (`level`, `msg`, `ts`). */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Written whatever the level: `podwright run` draws its progress bar from these lines. */
  progress(message: string, transfer: TransferProgress): void;
}

type LogFields = Readonly<Record<string, unknown>>;

interface LogOptions {
  /** logrus' number: 2 error, 3 warn (the default), 4 info, 5 debug. */
  readonly level: number;
  readonly now: () => Date;
  readonly write: (line: string) => void;
}

export function createLog({ level, now, write }: LogOptions): Log {
  const line = (name: string, message: string, fields: LogFields = {}) =>
    write(`${JSON.stringify({ level: name, msg: message, ts: now().toISOString(), ...fields })}\n`);
  return {
    info: (message, fields) => level >= 4 && line("info", message, fields),
    warn: (message, fields) => level >= 3 && line("warning", message, fields),
    error: (message, fields) => level >= 2 && line("error", message, fields),
    progress: (message, transfer) => line("info", message, { transfer }),
  };
}
