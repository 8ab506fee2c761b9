import { readFileSync } from "node:fs";

/** A file's content, or only its size where the recording kept no more. */
export interface FileContent {
  readonly base64?: string;
  readonly sizeBytes?: number;
}

/** @see testdata/copilot/README.md */
export interface CopilotCase {
  readonly id: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly remoteIn: Readonly<Record<string, FileContent>>;
  readonly localIn: Readonly<Record<string, FileContent>>;
  readonly localFolders: readonly string[];
  readonly scratch: Readonly<Record<string, string>>;
  readonly sigtermAfterSeconds: number | null;
  readonly want: {
    readonly exit: number;
    readonly local: Readonly<Record<string, FileContent & { readonly mode?: string }>>;
    readonly remote: Readonly<Record<string, FileContent & { readonly error?: RecordedError }>>;
  };
}

interface RecordedError {
  readonly code: string;
  readonly kind: string;
  readonly message: string;
}

export function readCopilotCases(): readonly CopilotCase[] {
  const text = readFileSync(new URL("../../testdata/copilot/cases.jsonl", import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as CopilotCase);
}

/** The bytes of a file; where only its size is known, the same bytes each time. */
export function bytesOf({ base64, sizeBytes }: FileContent): Buffer {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  return Buffer.alloc(sizeBytes ?? 0, "podwright copilot ");
}
