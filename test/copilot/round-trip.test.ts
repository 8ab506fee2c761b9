import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, type JsonValue, toJson } from "@bufbuild/protobuf";
import { decodeLiteralMap, encodeLiteralMap, type LiteralMap, LiteralMapSchema, valueOrThrow } from "@podwright/core";
import { VariableMapSchema } from "@podwright/core/gen/flyteidl2/core/interface_pb";
import { type BlobStore, openStore } from "@podwright/store";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { downloadInputs } from "../../packages/copilot/src/download/download-inputs.ts";
import { createLog } from "../../packages/copilot/src/log/log.ts";
import { uploadOutputs } from "../../packages/copilot/src/upload/upload-outputs.ts";
import { type TypedLiteral, typedLiterals } from "../support/typed-literals.ts";

const root = await mkdtemp(join(tmpdir(), "podwright-round-trip-"));
const store = await openStore({
  storage: {
    type: "stow",
    container: "c",
    "enable-multicontainer": false,
    stow: { kind: "local", config: { path: join(root, "store") } },
  },
  environment: {},
  trust: { certificates: [], searched: [] },
});
afterAll(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

type Variables = Readonly<Record<string, TypedLiteral>>;

const signal = new AbortController().signal;
const log = createLog({ level: 0, now: () => new Date(0), write: () => {} });
let runs = 0;

test("what a download lays out, an upload reads back as the same literals with the same files", async () => {
  const variables = fc.dictionary(fc.constantFrom("a", "b", "a.b"), typedLiterals(), { minKeys: 1 });
  await fc.assert(
    fc.asyncProperty(variables, async (given) => {
      const literals = Object.fromEntries(Object.entries(given).map(([name, { literal }]) => [name, literal]));
      const inputs = create(LiteralMapSchema, { literals });
      const outputs = await downAndUp(inputs, given);
      expect(await withFiles(outputs)).toEqual(await withFiles(inputs));
    }),
    { numRuns: 100 },
  );
}, 120_000);

/** Puts files and inputs into the store, brings them down, and up again from there as outputs. */
async function downAndUp(inputs: LiteralMap, given: Variables): Promise<LiteralMap> {
  const run = `run-${++runs}`;
  for (const { files } of Object.values(given)) {
    for (const [uri, text] of Object.entries(files)) await put(uri, Buffer.from(text));
  }
  const [fromUri, outputsUri, rawPrefix] = [
    `file://c/${run}/inputs.pb`,
    `file://c/${run}/outputs.pb`,
    `file://c/${run}/raw`,
  ];
  await put(fromUri, encodeLiteralMap(inputs));
  const localFolder = join(root, run);
  const context = { store, log, signal };
  await downloadInputs({ fromUri, localFolder, format: "PROTO", layout: "DIRECT", maxBytes: null }, context);
  const variables = Object.entries(given).map(([key, { type }]) => ({ key, value: { type } }));
  const outputs = create(VariableMapSchema, { variables }).variables;
  await uploadOutputs({ localFolder, rawPrefix, outputsUri, outputs }, context);
  return valueOrThrow(decodeLiteralMap(await get(store, outputsUri), outputsUri));
}

async function put(uri: string, bytes: Uint8Array): Promise<void> {
  await store.write(uri, {
    sizeBytes: bytes.byteLength,
    open: async function* () {
      if (bytes.byteLength > 0) yield bytes;
    },
  });
}

async function get(from: BlobStore, uri: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await from.read(uri)).body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Literals as JSON, each URI as the files that stand there. */
async function withFiles(map: LiteralMap): Promise<JsonValue> {
  const replaced = async (value: JsonValue): Promise<JsonValue> => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return await Promise.all(value.map(replaced));
    const members = Object.entries(value).map(async ([name, member]) => [
      name,
      name === "uri" && typeof member === "string" ? await filesAt(member) : await replaced(member),
    ]);
    return Object.fromEntries(await Promise.all(members)) as JsonValue;
  };
  return await replaced(toJson(LiteralMapSchema, map));
}

async function filesAt(uri: string): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  if (await store.stat(uri)) files[""] = Buffer.from(await get(store, uri)).toString();
  for await (const { name, uri: below } of store.list(uri))
    files[name] = Buffer.from(await get(store, below)).toString();
  return files;
}
