import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CopilotCase, FileContent } from "../../test/copilot/copilot-cases.ts";

/** One case as it was recorded: `ID/case.json`, with the files that it names in `remote-in` and `local-in` beside it. */
interface RecordedCase {
  readonly id: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly remote_in: readonly string[];
  readonly local_in: readonly string[];
  readonly local_dirs: readonly string[];
  readonly scratch: Readonly<Record<string, string>>;
  readonly sigterm_after_s: number | null;
  readonly expect: {
    readonly exit: number;
    readonly local_tree: Readonly<Record<string, RecordedFile>>;
    readonly remote_tree: Readonly<Record<string, RecordedFile>>;
  };
}

interface RecordedFile {
  readonly b64?: string;
  readonly sha256?: string;
  readonly mode?: string;
  readonly decoded?: { readonly error?: RecordedError };
}

type RecordedError = NonNullable<CopilotCase["want"]["remote"][string]["error"]>;

/** Reads every case of a folder, in the order of their names. */
export function readCaseFolders(folder: string): readonly CopilotCase[] {
  return readdirSync(folder)
    .sort()
    .map((name) => readCase(join(folder, name)));
}

function readCase(folder: string): CopilotCase {
  const recorded = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as RecordedCase;
  const { id, argv, env, scratch } = recorded;
  const remoteIn = contentsOf(join(folder, "remote-in"), recorded.remote_in);
  const localIn = contentsOf(join(folder, "local-in"), recorded.local_in);
  const byHash = new Map([...Object.values(remoteIn), ...Object.values(localIn)].map((file) => [hashOf(file), file]));
  const want = (file: RecordedFile) => ({
    ...(file.b64 === undefined ? byHash.get(file.sha256 ?? "") : { base64: file.b64 }),
    ...(file.mode !== undefined && { mode: file.mode }),
    ...(file.decoded?.error && { error: file.decoded.error }),
  });
  const wantAll = (files: Readonly<Record<string, RecordedFile>>) =>
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, want(file)]));
  const { exit, local_tree, remote_tree } = recorded.expect;
  return {
    id,
    argv,
    env,
    remoteIn,
    localIn,
    localFolders: recorded.local_dirs,
    scratch,
    sigtermAfterSeconds: recorded.sigterm_after_s,
    want: { exit, local: wantAll(local_tree), remote: wantAll(remote_tree) },
  };
}

/** What a case leaves as it found it, large files too, is recorded by its hash alone. */
function hashOf({ base64 = "" }: FileContent): string {
  return createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex");
}

function contentsOf(folder: string, names: readonly string[]): Readonly<Record<string, FileContent>> {
  return Object.fromEntries(names.map((name) => [name, { base64: readFileSync(join(folder, name), "base64") }]));
}
