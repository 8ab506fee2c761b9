import { createCipheriv } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { BlobType_BlobDimensionality, encodeInterface, SimpleType, TypedInterfaceSchema } from "@podwright/core";

/** Something to move down into a Pod, and up out of one. */
export interface Workload {
  readonly name: string;
  readonly files: number;
  readonly sizeBytes: number;
  /** The outputs' TypedInterface, in base64. */
  readonly outputs: string;
  /** What rclone moves: the file or folder `x`; absent where it has nothing of the kind. */
  readonly forRclone?: "file" | "folder";
  /** Fills the folder that a task would write its outputs to. */
  readonly fill: (outputs: string) => void;
}

const mebibyte = 1024 * 1024;
const { SINGLE, MULTIPART } = BlobType_BlobDimensionality;

export const workloads: readonly Workload[] = [
  { ...literals("tiny", 3) },
  {
    name: "blob",
    files: 1,
    sizeBytes: 1024 * mebibyte,
    outputs: interfaceOf(["x"], { case: "blob", value: { dimensionality: SINGLE } }),
    forRclone: "file",
    fill: (outputs) => {
      const file = openSync(join(outputs, "x"), "w");
      for (let part = 0; part < 1024; part += 1) writeSync(file, bytesOf(part, mebibyte));
      closeSync(file);
    },
  },
  {
    name: "directory",
    files: 2_000,
    sizeBytes: 2_000 * 65_536,
    outputs: interfaceOf(["x"], { case: "blob", value: { dimensionality: MULTIPART } }),
    forRclone: "folder",
    fill: (outputs) => {
      mkdirSync(join(outputs, "x"));
      for (let file = 0; file < 2_000; file += 1)
        writeFileSync(join(outputs, "x", `${file}.bin`), bytesOf(file, 65_536));
    },
  },
  { ...literals("literals", 5_000) },
];

function literals(name: string, count: number): Workload {
  const variables = Array.from({ length: count }, (_, index) => `o${index}`);
  return {
    name,
    files: count,
    sizeBytes: variables.reduce((sum, _, index) => sum + String(index).length, 0),
    outputs: interfaceOf(variables, { case: "simple", value: SimpleType.INTEGER }),
    fill: (outputs) => {
      for (const [index, variable] of variables.entries()) writeFileSync(join(outputs, variable), String(index));
    },
  };
}

type OutputType =
  | { readonly case: "simple"; readonly value: SimpleType }
  | { readonly case: "blob"; readonly value: { readonly dimensionality: BlobType_BlobDimensionality } };

function interfaceOf(variables: readonly string[], type: OutputType): string {
  const entries = variables.map((key) => ({ key, value: { type: { type } } }));
  return encodeInterface(create(TypedInterfaceSchema, { outputs: { variables: entries } }));
}

/** Bytes that do not compress, other ones for each seed, the same each time. */
function bytesOf(seed: number, sizeBytes: number): Buffer {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16, "podwright bench "), Buffer.alloc(16, String(seed)));
  return cipher.update(Buffer.alloc(sizeBytes));
}
