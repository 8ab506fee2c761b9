import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { toJson } from "@bufbuild/protobuf";
import { decodeErrorDocument, decodeLiteralMap, LiteralMapSchema, type TaskError, valueOrThrow } from "@podwright/core";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.ts";
import { bytesOf, type CopilotCase } from "./copilot-cases.ts";
import type { CopilotStore } from "./copilot-store.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot, signalledAfter } from "./run-copilot.ts";

/** What a run of a case came to, in a form that can be compared: protobuf messages are decoded, for the order of their maps is free. */
export interface Outcome {
  readonly exit: number | null;
  /** Every file below `out`. */
  readonly local: Readonly<Record<string, FileOutcome>>;
  /** Every new blob, by its key below the case's; error documents are not among them. */
  readonly remote: Readonly<Record<string, unknown>>;
  /** Error documents, by the same keys. */
  readonly errors: Readonly<Record<string, TaskError>>;
}

/** Empty for an empty folder. */
interface FileOutcome {
  readonly mode?: string;
  readonly content?: unknown;
}

interface CaseRun {
  readonly store: CopilotStore;
  /** What the copilot's command line is given to. */
  readonly under: readonly string[];
  /** Flags before the case's own. */
  readonly flags: readonly string[];
}

/** Runs a case in a folder of its own, beside a web server of its own, which answers as the recorded one did. */
export async function runCase(
  each: CopilotCase,
  { store, under, flags }: CaseRun,
): Promise<Outcome & { readonly stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), "podwright-copilot-"));
  const web = await startScriptedServer((_, response) => response.end("http body\n"));
  try {
    await layOut(each, folder, { store, web });
    const { sigtermAfterSeconds } = each;
    const env = Object.entries(each.env).map(([name, value]) => [name, filled(value, store)] as const);
    const { exit, stderr } = await runCopilot({
      argv: [...flags, ...each.argv.map((text) => filled(text, store))],
      env: {
        ...Object.fromEntries(env),
        ...(sigtermAfterSeconds === null ? {} : signalledAfter(sigtermAfterSeconds * 1000)),
      },
      cwd: folder,
      under,
    });
    const files = Object.entries(await readTree(join(folder, "out")));
    const local = files.map(([name, { mode, bytes }]) => [name, fileOutcome(name, mode, bytes)] as const);
    return { exit, stderr, local: Object.fromEntries(local), ...(await newBlobs(each, store)) };
  } finally {
    web.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What upstream's run of a case came to. */
export function recordedOutcome({ want }: CopilotCase): Outcome {
  const local = Object.entries(want.local).map(([name, file]) => {
    return [name, name.endsWith("/") ? {} : fileOutcome(name, file.mode, bytesOf(file))] as const;
  });
  const remote = Object.entries(want.remote).flatMap(([key, { error, ...file }]) =>
    error ? [] : [[key, contentOf(key, bytesOf(file))] as const],
  );
  const errors = Object.entries(want.remote).flatMap(([key, { error }]) =>
    error ? [[key, ordered(error as TaskError)] as const] : [],
  );
  return {
    exit: want.exit,
    local: Object.fromEntries(local),
    remote: Object.fromEntries(remote),
    errors: Object.fromEntries(errors),
  };
}

export function fileOutcome(name: string, mode: string | undefined, bytes: Uint8Array | undefined): FileOutcome {
  return bytes ? { ...(mode !== undefined && { mode }), content: contentOf(name, bytes) } : {};
}

/** A file's content; a LiteralMap is decoded. */
export function contentOf(name: string, bytes: Uint8Array): unknown {
  if (name.endsWith(".pb")) return toJson(LiteralMapSchema, valueOrThrow(decodeLiteralMap(bytes, name)));
  return Buffer.from(bytes).toString("latin1");
}

interface Servers {
  readonly store: CopilotStore;
  readonly web: ScriptedServer;
}

async function layOut(each: CopilotCase, folder: string, { store, web }: Servers): Promise<void> {
  for (const [key, content] of Object.entries(each.remoteIn)) {
    await store.put(`${each.id}/${key}`, servedBy(web, bytesOf(content)));
  }
  for (const name of each.localFolders) await mkdir(join(folder, name), { recursive: true });
  const files: [string, Uint8Array][] = [
    ...Object.entries(each.localIn).map(([name, content]): [string, Buffer] => [`outputs/${name}`, bytesOf(content)]),
    ...Object.entries(each.scratch).map(([name, text]): [string, Buffer] => [name, Buffer.from(filled(text, store))]),
  ];
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
}

/** The recorded web server's address becomes this one's, of the same length: messages count their bytes. */
function servedBy({ endpoint }: ScriptedServer, bytes: Buffer): Buffer {
  const recorded = "http://127.0.0.1:18099";
  if (endpoint.length !== recorded.length) throw new Error(`${endpoint} cannot stand in the place of ${recorded}`);
  return Buffer.from(bytes.toString("latin1").replaceAll(recorded, endpoint), "latin1");
}

function filled(text: string, store: CopilotStore): string {
  return text
    .replaceAll("{ENDPOINT}", store.endpoint)
    .replaceAll("{KEY}", store.accessKeyId)
    .replaceAll("{SECRET}", store.secretAccessKey)
    .replaceAll("{CADIR}", store.caFolder)
    .replaceAll("{CA}", store.caFile);
}

/** What a run left in the store beside what was there before. */
async function newBlobs(each: CopilotCase, store: CopilotStore): Promise<Pick<Outcome, "remote" | "errors">> {
  const remote: Record<string, unknown> = {};
  const errors: Record<string, TaskError> = {};
  for (const key of await store.keys(each.id)) {
    if (key in each.remoteIn) continue;
    const bytes = await store.get(`${each.id}/${key}`);
    if (/^meta\/errors?\.pb$/.test(key)) errors[key] = ordered(valueOrThrow(decodeErrorDocument(bytes, key)));
    else remote[key] = contentOf(key, bytes);
  }
  return { remote, errors };
}

/** Upstream lists the values that a flag can have in the order of a Go map, which is none. */
function ordered(error: TaskError): TaskError {
  const message = error.message.replace(/(?<=possible values \[\[).*(?=\]\])/, (values) =>
    values.split(" ").sort().join(" "),
  );
  return { ...error, message };
}
