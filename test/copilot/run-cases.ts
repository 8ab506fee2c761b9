import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { toJson } from "@bufbuild/protobuf";
import { decodeErrorDocument, decodeLiteralMap, LiteralMapSchema, valueOrThrow } from "@podwright/core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { bytesOf, type CopilotCase, type FileContent, readCopilotCases } from "./copilot-cases.ts";
import type { CopilotStore } from "./copilot-store.ts";
import { type Difference, differences, notYet } from "./differences.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot, signalledAfter } from "./run-copilot.ts";

interface RecordedRun {
  /** Where the copilot runs, for the tests' titles: "on MinIO". */
  readonly name: string;
  readonly open: () => Promise<CopilotStore>;
  /** What the copilot's command line is given to, such as a program that limits its memory. */
  readonly under?: readonly string[];
}

/** Holds the copilot to every recorded case, on the store that `open` starts. */
export function describeRecordedCases({ name, open, under = [] }: RecordedRun): void {
  const runnable = readCopilotCases().filter(({ id }) => !(id in notYet));
  describe.concurrent(`like the recorded copilot, ${name}`, () => {
    let store: CopilotStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test.for(runnable.map((each) => [each.id, each] as const))("%s", async ([id, each], { expect }) => {
      const folder = await mkdtemp(join(tmpdir(), "podwright-copilot-"));
      try {
        await layOut(each, folder, store);
        const { sigtermAfterSeconds } = each;
        const signalled = sigtermAfterSeconds === null ? {} : signalledAfter(sigtermAfterSeconds * 1000);
        const run = await runCopilot({
          argv: each.argv.map((text) => filled(text, store)),
          env: {
            ...Object.fromEntries(Object.entries(each.env).map(([name, value]) => [name, filled(value, store)])),
            ...signalled,
          },
          cwd: folder,
          under,
        });
        const difference: Difference | undefined = differences[id];
        const wasFailure = Object.values(each.want.remote).some(({ error }) => error !== undefined);
        const failure = difference?.failure;
        const fails = failure !== undefined || each.want.exit !== 0;
        expect({ exit: run.exit, stderr: fails || run.exit === 0 ? "" : run.stderr }).toEqual({
          exit: difference?.exit ?? (fails ? 1 : 0),
          stderr: "",
        });
        if (wasFailure) expect(difference, "a failure's words are ours: list them").toBeDefined();
        if (failure) expect(run.stderr).toContain(`error ${failure.code}\n`);

        const seen = await readTree(join(folder, "out"));
        const wantLocal = difference?.local ? textTree(each, difference.local) : byteTree(each.want.local);
        expect(comparable(seen)).toEqual(comparable(wantLocal));

        const wantRemote = failure ? {} : (difference?.remote ?? recordedBlobs(each));
        expect(await newBlobs(each, store)).toEqual(comparableBlobs(wantRemote));
        if (failure && id !== "dl-no-output-prefix") {
          const document = valueOrThrow(decodeErrorDocument(await store.get(`${id}/meta/error.pb`), id));
          expect(document).toMatchObject({
            code: id.startsWith("dl-") ? "InputDownloadFailed" : "OutputUploadFailed",
            kind: failure.kind,
          });
          expect(document.message.split("\n")[0]).toContain(failure.says);
          expect(document.message.startsWith(failure.says)).toBe(true);
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}

async function layOut(each: CopilotCase, folder: string, store: CopilotStore): Promise<void> {
  for (const [key, content] of Object.entries(each.remoteIn)) await store.put(`${each.id}/${key}`, bytesOf(content));
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

function filled(text: string, store: CopilotStore): string {
  return text
    .replaceAll("{ENDPOINT}", store.endpoint)
    .replaceAll("{KEY}", store.accessKeyId)
    .replaceAll("{SECRET}", store.secretAccessKey)
    .replaceAll("{CADIR}", store.caFolder)
    .replaceAll("{CA}", store.caFile);
}

interface TreeFile {
  readonly mode?: string;
  readonly bytes?: Buffer;
}
type Tree = Readonly<Record<string, TreeFile>>;

function byteTree(files: Readonly<Record<string, FileContent & { readonly mode?: string }>>): Tree {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      name.endsWith("/") ? {} : { mode: file.mode ?? "", bytes: bytesOf(file) },
    ]),
  );
}

/** The recorded tree with other texts, and the modes of files of all inputs and of fetched files where none is recorded; files that a difference does not name stay only if it changes, not replaces, them. */
function textTree(each: CopilotCase, texts: Readonly<Record<string, string>>): Tree {
  const recorded = byteTree(each.want.local);
  const kept = Object.entries(recorded).filter(([name]) => !(name in texts) && !name.includes("/"));
  const own = Object.entries(texts).map(([name, text]): [string, TreeFile] => [
    name,
    { mode: recorded[name]?.mode ?? (name.startsWith("inputs.") ? "0o755" : "0o644"), bytes: Buffer.from(text) },
  ]);
  return Object.fromEntries([...kept, ...own]);
}

/** The order of a protobuf map is free: such files are compared decoded. */
function comparable(tree: Tree): unknown {
  return Object.fromEntries(
    Object.entries(tree).map(([name, { mode, bytes }]) => [name, bytes ? { mode, content: decoded(name, bytes) } : {}]),
  );
}

function decoded(name: string, bytes: Uint8Array): unknown {
  if (name.endsWith(".pb")) return toJson(LiteralMapSchema, valueOrThrow(decodeLiteralMap(bytes, name)));
  return Buffer.from(bytes).toString("latin1");
}

function recordedBlobs(each: CopilotCase): Readonly<Record<string, string>> {
  const entries = Object.entries(each.want.remote).map(([key, file]): [string, string] => [
    key,
    bytesOf(file).toString("base64"),
  ]);
  return Object.fromEntries(entries);
}

function comparableBlobs(blobs: Readonly<Record<string, string>>): unknown {
  return Object.fromEntries(
    Object.entries(blobs).map(([key, base64]) => [key, decoded(key, Buffer.from(base64, "base64"))]),
  );
}

/** What a run left in the store, without what was there before and without its error document. */
async function newBlobs(each: CopilotCase, store: CopilotStore): Promise<unknown> {
  const found: Record<string, unknown> = {};
  for (const key of await store.keys(each.id)) {
    if (key in each.remoteIn || key === "meta/error.pb") continue;
    found[key] = decoded(key, await store.get(`${each.id}/${key}`));
  }
  return found;
}
