import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { create, toJson } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality,
  decodeErrorDocument,
  decodeLiteralMap,
  encodeInterface,
  encodeLiteralMap,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";

/** A folder that is the store (`store/bucket`), the data directory of a downloader (`in`) and of an uploader (`outputs`). */
export interface LocalPod {
  readonly downloadArguments: readonly string[];
  /** The sidecar's, which waits for a signal, and uploads the integer `n` and the directory `x`. */
  readonly sidecarArguments: readonly string[];
  readonly dataFolder: string;
  /** Puts the inputs: one directory, `x`. */
  putInputs(files: Readonly<Record<string, Uint8Array>>): Promise<void>;
  /** Writes what the task would: 7, and the files. */
  putOutputs(files: Readonly<Record<string, Uint8Array>>): Promise<void>;
  /** Whether the uploader left outputs.pb (with 7 in it), an error document, or nothing. */
  uploaded(): Promise<"outputs" | "error" | "nothing">;
  errorDocument(): Promise<{ readonly kind: string; readonly message: string } | null>;
}

export function localPod(folder: string): LocalPod {
  const bucket = join(folder, "store/bucket");
  const store = [
    ...["--storage.stow.kind=local", "--storage.stow.config", `path=${join(folder, "store")}`],
    ...["--storage.container=bucket", "--storage.limits.maxDownloadMBs=0"],
  ];
  const put = async (path: string, bytes: Uint8Array) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  };
  const read = (name: string) => readFile(join(bucket, "meta", name)).catch(() => null);
  return {
    downloadArguments: [
      ...[...store, "download", "--from-remote", "file://bucket/inputs.pb", "--to-output-prefix", "file://bucket/meta"],
      ...["--to-local-dir", join(folder, "in"), "--termination-log", join(folder, "termination-log")],
    ],
    sidecarArguments: [
      ...[...store, "sidecar", "--to-output-prefix", "file://bucket/meta", "--to-raw-output", "file://bucket/raw"],
      ...["--from-local-dir", join(folder, "outputs"), "--interface", outputsInterface()],
      ...["--termination-log", join(folder, "termination-log")],
    ],
    dataFolder: join(folder, "in"),
    putInputs: async (files) => {
      for (const [name, bytes] of Object.entries(files)) await put(join(bucket, "x", name), bytes);
      await put(join(bucket, "inputs.pb"), directoryInput("file://bucket/x"));
    },
    putOutputs: async (files) => {
      await put(join(folder, "outputs/n"), Buffer.from("7"));
      for (const [name, bytes] of Object.entries(files)) await put(join(folder, "outputs/x", name), bytes);
    },
    uploaded: async () => {
      const [outputs, error] = [await read("outputs.pb"), await read("error.pb")];
      if (outputs === null) return error === null ? "nothing" : "error";
      const { literals } = valueOrThrow(decodeLiteralMap(outputs, "outputs.pb"));
      const n = toJson(LiteralMapSchema, create(LiteralMapSchema, { literals: { n: literals.n! } }));
      return JSON.stringify(n) === '{"literals":{"n":{"scalar":{"primitive":{"integer":"7"}}}}}'
        ? "outputs"
        : "nothing";
    },
    errorDocument: async () => {
      const bytes = await read("error.pb");
      return bytes && valueOrThrow(decodeErrorDocument(bytes, "error.pb"));
    },
  };
}

function directoryInput(uri: string): Uint8Array {
  const blob = { uri, metadata: { type: { dimensionality: BlobType_BlobDimensionality.MULTIPART } } };
  const x = { value: { case: "scalar" as const, value: { value: { case: "blob" as const, value: blob } } } };
  return encodeLiteralMap(create(LiteralMapSchema, { literals: { x } }));
}

function outputsInterface(): string {
  const integer = { case: "simple" as const, value: 1 };
  const directory = { case: "blob" as const, value: { format: "" } };
  const variables = [
    { key: "n", value: { type: { type: integer } } },
    { key: "x", value: { type: { type: directory } } },
  ];
  return encodeInterface(create(TypedInterfaceSchema, { outputs: { variables } }));
}
